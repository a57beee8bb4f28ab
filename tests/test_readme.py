"""README says what the code does: diagrams, dependencies, folders and commands agree with it."""

import re
import subprocess
import tomllib
from pathlib import Path

from django.core.management import get_commands

from review.handbook import fill

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")


def test_diagrams_and_steps_are_those_of_the_tables():
    assert fill(README) == README, "run: manage.py workflow_diagram --write README.md"


def test_every_dependency_has_its_line_of_why():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=\[; ]", line)[0].lower() for line in wanted}
    table = README.split("## Dependencies")[1].split("## Decisions")[0].lower()

    assert {name for name in names if name not in table} == set()


def test_every_folder_of_the_tree_is_on_the_map():
    listed = subprocess.run(
        ["git", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    folders = {line.split("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    house = README.split("## The house")[1].split("## The procedure")[0]

    assert {
        name for name in folders if not name.startswith(".") and f"`{name}/`" not in house
    } == set()


def test_commands_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    text = README + CHINESE

    assert set(re.findall(r"make ([a-z][a-z-]+)", text)) - {"and"} <= targets
    assert set(re.findall(r"manage(?:\.py)? ([a-z]+_[a-z_0-9]+)", text)) <= set(get_commands())


def test_linked_files_exist():
    links = re.findall(r"\]\(([^)#:]+)\)", README + CHINESE)

    assert [link for link in links if not (ROOT / link).exists()] == []
