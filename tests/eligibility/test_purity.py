"""The core imports without Django and without anything of ours, and reads no clock."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCKED = (
    "django", "accounts", "applications", "components", "documents", "review", "yangcheng_titles",
)  # fmt: skip
CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime"}

SCRIPT = f"""
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {BLOCKED!r}:
            raise ImportError("not for eligibility: " + name)
sys.meta_path.insert(0, Refuse())
import eligibility, eligibility.contract
assert eligibility.load_all()
"""


def test_package_imports_when_django_cannot_be():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_no_module_reads_a_clock():
    calls = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "eligibility").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]

    assert calls == []
