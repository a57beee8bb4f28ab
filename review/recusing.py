"""回避 computed (40号令 25): one's own file, one's own employer; kinship is declared."""

OWN = "本人申报"
COLLEAGUE = "与申报人同单位"
SAID = "评委本人申报："


def conflicts(meeting, members) -> list[tuple]:
    """(member, case, why) for each of `members` who must stand aside for somebody on the list."""
    cases = list(
        meeting.cases.select_related("application__applicant", "application__unit").order_by("pk")
    )
    return [
        (member, case, OWN if member.name == case.name else COLLEAGUE)
        for member in members
        for case in cases
        if member.employer == case.unit.name
    ]
