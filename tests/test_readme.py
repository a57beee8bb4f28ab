"""README says what the code does: diagrams, folders, commands, settings, dependencies agree."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from review.handbook import fill
from yangcheng_titles.demo.cast import OFFICERS, PASSWORD, UNITS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
GUIDES = README + CHINESE + (ROOT / "deploy" / "README.md").read_text("utf-8")


def chapter(title: str) -> str:
    """The text under a heading, up to the next heading of its level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def tracked_folders() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return {line.split("/")[0] for line in listed.stdout.splitlines() if "/" in line}


def test_diagrams_and_steps_are_those_of_the_tables():
    assert fill(README) == README, "run: manage.py workflow_diagram --write README.md"


def test_every_dependency_has_its_line_of_why():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    first_cells = re.findall(r"^\| ([^|]+) \|", chapter("Dependencies"), re.M)
    listed = {name.lower() for cell in first_cells for name in cell.split(", ")}

    assert {re.split(r"[<>=]", line)[0].lower() for line in wanted} - listed == set()


def test_every_folder_of_the_tree_is_on_the_map():
    shown = {name for name in tracked_folders() if not name.startswith(".")}

    assert {name for name in shown if f"[`{name}/`]({name})" not in chapter("The house")} == set()


def test_commands_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))

    assert set(re.findall(r"\bmake ([a-z-]+)[^\w-]", "\n".join(_code(GUIDES)))) <= targets
    assert _commands(GUIDES) <= set(get_commands())


def _code(text: str) -> list[str]:
    """What stands in code: fenced lines and inline spans."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.DOTALL)
    return fenced + [f"{span} " for span in re.findall(r"`([^`\n]+)`", text)]


def _commands(text: str) -> set[str]:
    return set(re.findall(r"(?:manage\.py|deploy/manage) ([a-z]\w+)", text))


def test_every_setting_of_the_environment_is_listed():
    settings = (ROOT / "yangcheng_titles" / "settings.py").read_text("utf-8")
    names = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))

    assert names
    assert {name for name in names if f"`{name}`" not in chapter("Settings")} == set()


def test_places_where_roles_begin_exist():
    places = re.findall(r"`(/[\w/-]*)`", chapter("Who does what"))

    assert places
    assert [resolve(place).url_name for place in places]


def test_accounts_of_the_rehearsal_are_those_it_makes():
    rows = [line for line in chapter("The rehearsal").splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    heads = {name for unit in UNITS.values() for name in (unit[0], unit[2])}

    assert named <= {officer.username for officer in OFFICERS} | heads
    assert f"`{PASSWORD}`" in chapter("The rehearsal")


@pytest.mark.parametrize("guide", ["README.md", "README.zh-CN.md"])
def test_linked_and_named_files_exist(guide):
    text = (ROOT / guide).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    folders = tracked_folders()
    places = [*links, *(path for path in named if path.split("/")[0] in folders)]

    assert [path for path in places if not (ROOT / path).exists()] == []
