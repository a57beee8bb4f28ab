"""People for the tests: the contract's words in, Facts out."""

import json
import tomllib
from pathlib import Path

from eligibility import Facts, load_all
from eligibility.contract import read_facts

CASES = Path(__file__).parent / "cases"
RULES = load_all()["2021"]
REVIEWED = json.loads((CASES / "reviewed.json").read_text())

ANYONE = {
    "unit_kind": "民企",
    "identity": "专技",
    "sex": "男",
    "birth_date": "1990-06-15",
    "retired": False,
    "degrees": [
        {"level": "本科", "graduated_on": "2018-07-01", "relevance": "本专业", "remark": None}
    ],
    "appointed_on": "2018-08-01",
    "technician_since": None,
    "technician_work_since": None,
    "same_specialty_since": None,
    "interruptions": [],
    "appraisals": {"2019": "合格", "2020": "合格", "2021": "合格"},
    "sanctions": [],
    "ban": None,
    "held_title": "无",
    "target_title": "助理工程师",
    "exam_only_specialty": False,
}


def person(**changes) -> Facts:
    """A bachelor who meets everything, with these facts changed (contract words)."""
    return read_facts(ANYONE | changes, "样例")


def degree(level="本科", graduated_on="2018-07-01", relevance="本专业", remark=None) -> dict:
    return {
        "level": level,
        "graduated_on": graduated_on,
        "relevance": relevance,
        "remark": remark,
    }


def bureau_cases() -> list[dict]:
    """`cases/2021.toml` with each base filled in: name, facts, overall, line, rules."""
    data = tomllib.loads((CASES / "2021.toml").read_text())
    cases = []
    for case in data["case"]:
        base = dict(data["base"][case["base"]])
        line = case.get("line", base.pop("line"))
        base.pop("line", None)
        facts = {key: _null(value) for key, value in (ANYONE | base | case["facts"]).items()}
        facts["degrees"] = [{k: _null(v) for k, v in row.items()} for row in facts["degrees"]]
        rules = dict(case["expect"])
        cases.append(
            {
                "name": case["name"],
                "facts": facts,
                "overall": rules.pop("overall"),
                "line": line or None,
                "rules": rules,
            }
        )
    return cases


def _null(value):
    """TOML has no null; an empty string stands for it."""
    return None if value == "" else value
