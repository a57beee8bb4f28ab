"""Workbooks of people and organisations, as `forms.workbooks` has judged them: saved whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import transaction

from . import appointing, keeping
from .admin_log import By
from .errors import Refusal
from .models import Membership, Organisation, TwoPersonRequest, User
from .roles import Role


@transaction.atomic
def take_people(rows: Iterable[tuple[User | None, Mapping]], *, by: By) -> tuple[int, int, int]:
    """Open the accounts and give the roles: every row or none.

    Returns how many accounts were opened, roles given, and roles asked for that a second person
    has to confirm. Raises Refusal naming the person whose row cannot be done (any more).
    """
    opened = given = asked = 0
    for user, row in rows:
        try:
            _, made = take_person(user, row, by=by)
        except Refusal as refusal:
            raise Refusal(f"{row['name']}：{refusal}") from refusal
        opened += user is None
        asked += isinstance(made, TwoPersonRequest)
        given += not isinstance(made, TwoPersonRequest)
    return opened, given, asked


@transaction.atomic
def take_person(
    user: User | None, row: Mapping, *, by: By
) -> tuple[User, Membership | TwoPersonRequest]:
    """The account, opened for `user` None, and the role it gets or that waits for confirmation.

    Raises Refusal for a login or phone taken meanwhile, and as `appointing.give`.
    """
    if user is None:
        user = keeping.open_account(
            name=row["name"], username=row["username"], phone=row["phone"], by=by
        )
    made = appointing.give(
        user=user,
        organisation=row["organisation"],
        role=Role(row["role"]),
        since=row["since"],
        by=by,
    )
    return user, made


@transaction.atomic
def appoint(
    *, username: str, role: str, organisation: str, since: date, now: datetime, name: str = ""
) -> tuple[Membership, bool]:
    """From the command line: the person acts in this role from `since` on (inclusive).

    Returns the membership and whether the account is new; a new account has no password yet.
    Raises ValueError naming what is unknown or missing, Refusal as `appointing.give`.
    """
    if role not in Role.values:
        raise ValueError(f"role {role!r} is not one of {', '.join(Role.values)}")
    office = Organisation.objects.filter(name=organisation).first()
    if office is None:
        raise ValueError(f"organisation {organisation!r} is not known")
    user = User.objects.filter(username=username).first()
    if user is None and not name:
        raise ValueError(f"{username} is a new account: its name (姓名) is needed")
    row = {"name": name, "username": username, "phone": "", "organisation": office, "role": role}
    by = By(None, now, "manage.py appoint")
    _, membership = take_person(user, row | {"since": since}, by=by)
    return membership, user is None


@transaction.atomic
def take_organisations(
    rows: Iterable[tuple[Organisation | None, Mapping]], *, by: By
) -> tuple[int, int]:
    """Add and change organisations, all or none; how many are new and how many changed."""
    added = changed = 0
    for organisation, values in rows:
        said = keeping.keep_organisation(organisation or Organisation(), values, by=by)
        added += said and organisation is None
        changed += said and organisation is not None
    return added, changed


def people_lines(rows: Iterable[tuple[User | None, Mapping]]) -> Iterator[tuple[str, str, str]]:
    """(person, what happens, remark) of each row, for the check page."""
    for user, row in rows:
        role = Role(row["role"])
        who = row["name"] if user is None else f"{user.name}（{user.username}）"
        account = "开通账号，" if user is None else ""
        wait = "要第二人确认后生效" if role in appointing.POWERFUL else ""
        what = f"{row['organisation'].name}{role.label}，自{row['since']:%Y-%m-%d}"
        yield who, account + what, wait


def organisation_lines(
    rows: Iterable[tuple[Organisation | None, Mapping]],
) -> Iterator[tuple[str, str, str]]:
    """(organisation, what happens, values) of each row that says something new."""
    for organisation, values in rows:
        lines = keeping.changes(organisation or Organisation(), values)
        if lines:
            what = "修改" if organisation else "新增"
            said = "；".join(
                f"{field}：{old}改为{new or '空'}" if old else f"{field}：{new}"
                for field, old, new in lines
            )
            yield values["name"], what, said
