"""The machine's findings as they were frozen with a submission, and whose word settles one."""

#: Capacities of 303 and the committee's office; what the unit says stands beside, unsettled (§6.6).
OFFICE = ("clerk", "lead", "secretary")


def findings_of(submission) -> list[dict]:
    """The findings of the frozen verdict that count: everybody's and the line's relied on."""
    verdict = submission.verdict
    return verdict["always"] + verdict["lines"][verdict["best"]]["findings"]
