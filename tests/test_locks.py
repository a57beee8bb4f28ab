"""The lock files answer pyproject.toml, agree with each other and name no host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "uv.txt")


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def unmet(requirements: list[str], pinned: dict[str, str]) -> list[str]:
    found = [(need, pinned.get(need.name.lower())) for need in map(Requirement, requirements)]
    return [str(need) for need, version in found if not version or version not in need.specifier]


def test_runtime_lock_answers_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert unmet(project["project"]["dependencies"], pins("requirements.lock")) == []
    assert unmet(project["dependency-groups"]["dev"], pins("requirements-dev.lock")) == []


def test_development_lock_holds_every_runtime_pin():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host_and_hashes_every_pin(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert "index-url" not in text.replace("--no-emit-index-url", "")
    assert len(re.findall(r"==[^\n]+\\\n    --hash=sha256:", text)) == len(pins(name))
