"""The house stays the house (README, "Map"). Needs nothing but pytest, so it holds everywhere."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: app → those it may import; levels may be skipped, nothing points upward or sideways
LEAVES = ("components", "documents")
BELOW = {"eligibility": set(), **{leaf: {"eligibility"} for leaf in LEAVES}}
for upper in ("accounts", "applications", "review", "yangcheng_titles"):
    BELOW[upper] = set(BELOW)  # everything named before it
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"}
MOVES, READS = "only review/services.py moves a state", "only accounts/clock.py reads the clock"


def faults(path: str, source: str) -> set[str]:
    """What is against the rules of the house in one file, named by its path below the root."""
    app, found, tree = path.partition("/")[0], set(), ast.parse(source)
    for name in imported(tree):
        top = name.partition(".")[0]
        if top in BELOW and top not in BELOW[app] | {app}:
            found.add(f"{app} may not import {top}")
        if app == "eligibility" and top == "django":
            found.add("eligibility is pure Python")
        if name in {"django.dispatch", "django.db.models.signals"}:
            found.add("signals between our own apps")
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
            found.add("import inside a function")
    if path != "review/services.py" and any(map(moves_state, ast.walk(tree))):
        found.add(MOVES)
    if path != "accounts/clock.py" and any(map(reads_clock, ast.walk(tree))):
        found.add(READS)
    if source.count("\n") > 400:
        found.add("over 400 lines")
    return found


def imported(tree) -> set[str]:
    """Absolute names of all modules imported, and of what is taken from them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def moves_state(node) -> bool:
    """Sets or updates a state; that of a paper being printed is no step of the procedure."""
    if isinstance(node, ast.Attribute):
        return node.attr == "state" and isinstance(node.ctx, ast.Store)
    if not isinstance(node, ast.Call) or "IssuedDocument" in ast.unparse(node.func):
        return False
    if ast.unparse(node.func).endswith((".update", ".bulk_update", "setattr")):
        return "'state'" in ast.unparse(node) or "state" in {k.arg for k in node.keywords}
    return False


def reads_clock(node) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in {"auto_now", "auto_now_add"}
    return isinstance(node, ast.Attribute) and ast.unparse(node).endswith(tuple(CLOCKS))


@pytest.mark.parametrize("app", BELOW)
def test_app_keeps_the_rules_of_the_house(app):
    files = [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    names = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files}
    found = {name: faults(name, source) for name, source in names.items()}

    assert {path: broken for path, broken in found.items() if broken} == {}


BREACHES = (
    ("accounts/x.py", "from review.models import Case", "accounts may not import review"),
    ("components/x.py", "import accounts.access", "components may not import accounts"),
    ("review/x.py", "import yangcheng_titles", "review may not import yangcheng_titles"),
    ("eligibility/x.py", "from django.db import models", "eligibility is pure Python"),
    ("review/x.py", "from django.dispatch import receiver", "signals between our own apps"),
    ("review/x.py", "def f():\n    import os", "import inside a function"),
    ("review/x.py", "case.state = 1", MOVES),
    ("review/x.py", "Case.objects.all().update(state=1)", MOVES),
    ("review/x.py", "setattr(case, 'state', 1)", MOVES),
    ("review/x.py", "today = datetime.date.today()", READS),
    ("review/x.py", "DateField(default=timezone.now)", READS),
    ("review/x.py", "DateTimeField(auto_now=True)", READS),
    ("review/x.py", "x = 1\n" * 401, "over 400 lines"),
)


@pytest.mark.parametrize(("path", "source", "fault"), BREACHES)
def test_breach_is_named(path, source, fault):
    assert faults(path, source) == {fault}
