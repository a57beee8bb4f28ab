"""What must hold for everyone: the sentence gives the verdict, time and degrees work one way."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from eligibility import (
    Ban,
    Degree,
    Facts,
    Grade,
    HeldTitle,
    Identity,
    Interruption,
    Level,
    Month,
    Outcome,
    Relevance,
    Remark,
    Sanction,
    SanctionKind,
    SanctionType,
    Sex,
    TargetTitle,
    UnitKind,
    Verdict,
    assess,
)
from tests.eligibility.people import RULES, degree, person

SEVERITY = {Outcome.MET: 0, Outcome.NOT_EVALUATED: 0, Outcome.UNPROVEN: 1, Outcome.NOT_MET: 2}
DATE = re.compile(r"(\d+)年(\d+)月(\d+)日")

near = st.dates(date(2014, 1, 1), date(2022, 6, 30))
any_day = st.dates()
months = st.builds(Month, st.integers(2014, 2022), st.integers(1, 12))
lined = st.sampled_from([Level.BACHELOR, Level.COLLEGE, Level.SECONDARY])


def spans_of(days):
    return st.lists(
        st.tuples(days, days).map(lambda pair: Interruption(min(pair), max(pair))), max_size=3
    ).map(tuple)


def degrees_of(days, levels=None):
    return st.builds(
        Degree,
        level=levels or st.sampled_from(Level),
        graduated_on=days,
        relevance=st.sampled_from(Relevance),
        remark=st.none() | st.sampled_from(Remark),
    )


def facts_of(days):
    starts = days | months
    return st.builds(
        Facts,
        unit_kind=st.sampled_from(UnitKind),
        identity=st.sampled_from(Identity),
        degrees=st.lists(degrees_of(starts), max_size=3).map(tuple),
        appointed_on=st.none() | starts,
        sex=st.none() | st.sampled_from(Sex),
        birth_date=st.none() | days,
        retired=st.booleans(),
        technician_since=st.none() | starts,
        technician_work_since=st.none() | starts,
        same_specialty_since=st.none() | starts,
        interruptions=spans_of(days),
        appraisals=st.dictionaries(st.integers(2012, 2023), st.sampled_from(Grade), max_size=9),
        sanctions=st.lists(
            st.builds(
                Sanction,
                st.sampled_from(SanctionKind),
                st.sampled_from(SanctionType),
                days,
                st.booleans(),
            ),
            max_size=3,
        ).map(tuple),
        ban=st.none() | st.builds(Ban, st.integers(2015, 2022), st.integers(1, 3)),
        held_title=st.sampled_from(HeldTitle),
        target_title=st.sampled_from(TargetTitle),
        exam_only_specialty=st.booleans(),
    )


def found(verdict, rule):
    return next(finding for finding in verdict.findings if finding.rule == rule)


def day(match):
    return date(*map(int, match))


# Nobody makes it raise ---------------------------------------------------------------------------


@settings(max_examples=150)
@given(facts_of(any_day))
@example(person(appointed_on="9999-12-31", degrees=[degree(graduated_on="9999-12-31")]))
@example(person(appointed_on="0001-01-01", interruptions=[["0001-01-01", "9999-12-31"]]))
@example(person(ban={"found_in": 9999, "years": 3}))
def test_anyone_can_be_assessed_and_stored(facts):
    verdict = assess(facts, RULES)

    everything = verdict.always + verdict.best_line.findings
    assert SEVERITY[verdict.overall] == max(SEVERITY[f.outcome] for f in everything)
    assert set(verdict.rules) == {
        "R01", "R02", "R03", "R04", "R05", "R06", "R10", "R11", "R12", "R13", "R16", "R17",
    }  # fmt: skip
    assert Verdict.from_dict(json.loads(json.dumps(verdict.to_dict()))) == verdict


@given(facts_of(near))
def test_every_open_finding_says_why_and_who(facts):
    for finding in assess(facts, RULES).findings:
        open_ = finding.outcome is Outcome.UNPROVEN
        assert (finding.doubt is not None) == open_
        assert bool(finding.settled_by) == open_
        assert finding.because.endswith("。")


# The sentence gives the verdict ------------------------------------------------------------------


def counted(because):
    """The day the sentence counts from (interruptions deducted), its last day, its y, m, d."""
    shown = re.search(r"相当于从(\d+)年(\d+)月(\d+)日起", because)
    start = shown or re.search(r"从(?:较晚的)?(\d+)年(\d+)月(\d+)日起算", because)
    until = re.search(r"到(\d+)年(\d+)月(\d+)日（首尾两天都算）实算([\d年个月天]+)", because)
    length = re.fullmatch(r"(?:(\d+)年)?(?:(\d+)个月)?(?:(\d+)天)?", until[4])
    return day(start.groups()), day(until.groups()[:3]), [int(n or 0) for n in length.groups()]


def full(start, until, years):
    """Is it N years, both days counted? By comparing year, month, day: no date arithmetic."""
    after = until + timedelta(days=1)
    return (start.year + years, start.month, start.day) <= (after.year, after.month, after.day)


@settings(max_examples=150)
@given(lined, near, near, spans_of(near), st.dates(date(2021, 1, 1), date(2021, 12, 31)))
@example(Level.BACHELOR, date(2021, 1, 1), date(2020, 7, 1), (), date(2021, 12, 31))
@example(Level.BACHELOR, date(2021, 1, 2), date(2020, 7, 1), (), date(2021, 12, 31))
@example(Level.BACHELOR, date(2020, 2, 29), date(2019, 7, 1), (), date(2021, 2, 28))
@example(Level.BACHELOR, date(2020, 2, 29), date(2019, 7, 1), (), date(2021, 2, 27))
def test_sentence_on_service_gives_the_verdict(level, began, graduated, breaks, until):
    rules = replace(RULES, dates=replace(RULES.dates, service_until=until))
    facts = replace(
        person(),
        degrees=(Degree(level, graduated, Relevance.SAME),),
        appointed_on=began,
        technician_since=began,
        interruptions=breaks,
    )

    finding = found(assess(facts, rules), "R12")

    years = {Level.BACHELOR: 1, Level.COLLEGE: 2, Level.SECONDARY: 4}[level]
    start, last, (y, m, d) = counted(finding.because)
    assert last == until
    if full(start, until, years):
        expected = Outcome.MET
    elif breaks and full(max(began, graduated), until, years):
        expected = Outcome.UNPROVEN
    else:
        expected = Outcome.NOT_MET
    assert finding.outcome is expected
    assert (y >= years) == full(start, until, years)
    assert full(start, until, y) or (y, m, d) == (0, 0, 0)
    assert not full(start, until, y + 1)
    assert m < 12
    assert d < 32
    assert finding.yours == str(re.search(r"实算([\d年个月天]+)", finding.because)[1])
    if expected is Outcome.NOT_MET:
        met_on = day(re.search(r"还差.*，到(\d+)年(\d+)月(\d+)日满", finding.because).groups())
        assert finding.earliest == met_on
        assert full(start, met_on, years)
        assert not full(start, met_on - timedelta(days=1), years)


@settings(max_examples=100)
@given(lined, near, st.dictionaries(st.integers(2013, 2022), st.sampled_from(Grade)))
def test_sentence_on_appraisals_gives_the_verdict(level, began, appraisals):
    facts = replace(
        person(),
        degrees=(Degree(level, date(2012, 7, 1), Relevance.SAME),),
        appointed_on=began,
        technician_since=began,
        appraisals=appraisals,
    )

    finding = found(assess(facts, RULES), "R13")

    good, need = re.search(r"（称职、优秀）(\d+)次.*不低于(\d+)次", finding.because).groups()
    counts = {Grade.EXCELLENT, Grade.QUALIFIED, Grade.COMPETENT}
    years = range(began.year, 2022)
    assert int(good) == sum(appraisals.get(year) in counts for year in years)
    still_open = sum(year not in appraisals for year in years)
    if int(good) >= int(need):
        assert finding.outcome is Outcome.MET
    elif int(good) + still_open >= int(need):
        assert finding.outcome is Outcome.UNPROVEN
    else:
        assert finding.outcome is Outcome.NOT_MET


@given(st.sampled_from(Sex), st.dates(date(1955, 1, 1), date(1975, 12, 31)))
def test_sentence_on_retirement_gives_the_verdict(sex, born):
    finding = found(assess(replace(person(), sex=sex, birth_date=born), RULES), "R03")

    years, limit = map(int, re.search(r"满(\d+)周岁，.*年龄(\d+)周岁", finding.because).groups())
    birthday_passed = (born.month, born.day) <= (11, 10)
    assert years == 2021 - born.year - (not birthday_passed)
    assert limit == (60 if sex is Sex.MALE else 55)
    assert finding.outcome is (Outcome.NOT_MET if years >= limit else Outcome.MET)


@given(st.dates(date(2019, 1, 1), date(2021, 10, 31)), st.booleans())
def test_sentence_on_a_sanction_gives_the_verdict(effective_on, lifted):
    sanction = Sanction(SanctionKind.EMPLOYER, SanctionType.DEMERIT, effective_on, lifted)
    facts = replace(person(), unit_kind=UnitKind.INSTITUTION, sanctions=(sanction,))

    finding = found(assess(facts, RULES), "R04")

    begins, ends = (day(match) for match in DATE.findall(finding.because)[:2])
    assert begins == effective_on
    assert (ends.year, ends.month) == (effective_on.year + 1, effective_on.month)
    if ends > date(2021, 11, 26):
        assert finding.outcome is Outcome.NOT_MET
    elif ends >= date(2021, 11, 10) or not lifted:
        assert finding.outcome is Outcome.UNPROVEN
    else:
        assert finding.outcome is Outcome.MET


# Time and degrees work one way -------------------------------------------------------------------


@settings(max_examples=150)
@given(facts_of(near), near, near)
def test_later_start_never_turns_a_refusal_into_a_pass(facts, one, other):
    first, later = sorted((one, other))

    before = assess(replace(facts, appointed_on=first, technician_since=first), RULES)
    after = assess(replace(facts, appointed_on=later, technician_since=later), RULES)

    assert not (before.overall is Outcome.NOT_MET and after.overall is Outcome.MET)
    for earlier_line, later_line in zip(before.lines, after.lines, strict=True):
        was, is_ = (
            [f.outcome for f in line.findings if f.rule == "R12"]
            for line in (earlier_line, later_line)
        )
        assert (was, is_) != ([Outcome.NOT_MET], [Outcome.MET])


@settings(max_examples=150)
@given(lined, near, near, near, spans_of(near))
def test_a_day_later_is_never_milder_on_service(level, began, graduated, same, breaks):
    def outcome(start):
        facts = replace(
            person(),
            degrees=(Degree(level, graduated, Relevance.SAME),),
            appointed_on=start,
            technician_since=start,
            same_specialty_since=same,
            interruptions=breaks,
        )
        return found(assess(facts, RULES), "R12").outcome

    assert SEVERITY[outcome(began)] <= SEVERITY[outcome(began + timedelta(days=1))]


@settings(max_examples=150)
@given(facts_of(near), degrees_of(near | months))
def test_another_degree_never_makes_a_person_worse_off(facts, another):
    before = assess(facts, RULES)

    after = assess(replace(facts, degrees=(*facts.degrees, another)), RULES)
    put_first = assess(replace(facts, degrees=(another, *facts.degrees)), RULES)

    assert SEVERITY[after.overall] <= SEVERITY[before.overall]
    assert put_first.overall is after.overall


@settings(max_examples=100)
@given(facts_of(near))
def test_each_line_is_judged_as_if_it_were_the_only_one(facts):
    verdict = assess(facts, RULES)

    for claimed, line in zip(facts.degrees, verdict.lines, strict=False):
        alone = assess(replace(facts, degrees=(claimed,)), RULES)
        assert alone.lines == (line,)


@settings(max_examples=50)
@given(lined, months, near, st.none() | near, spans_of(near))
def test_a_month_is_as_sure_as_all_its_days(level, month, graduated, same, breaks):
    def outcome(start):
        facts = replace(
            person(),
            degrees=(Degree(level, graduated, Relevance.SAME),),
            appointed_on=start,
            technician_since=start,
            same_specialty_since=same,
            interruptions=breaks,
        )
        return found(assess(facts, RULES), "R12").outcome

    days = (month.last - month.first).days + 1
    outcomes = {outcome(month.first + timedelta(days=n)) for n in range(days)}

    assert outcome(month) is (outcomes.pop() if len(outcomes) == 1 else Outcome.UNPROVEN)


@given(facts_of(near))
def test_unknown_appraisal_is_never_worse_than_a_bad_one(facts):
    this_year = RULES.dates.round_year
    unknown = {y: g for y, g in facts.appraisals.items() if y != this_year}
    bad = unknown | {this_year: Grade.UNQUALIFIED}

    before = assess(replace(facts, appraisals=bad), RULES)
    after = assess(replace(facts, appraisals=unknown), RULES)

    assert SEVERITY[after.overall] <= SEVERITY[before.overall]
