"""The finding on years of service (R12, 三（三）): the arithmetic in words, steps and a chart."""

from datetime import date
from typing import Any

from eligibility.dates import Elapsed, chinese, elapsed, shift
from eligibility.facts import Degree, Facts, Grade, in_words
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Chart, Doubt, Finding, Outcome, Step

from .counting import Count, Service, ServiceNeed, Since, measure


def check_service(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R12 资历, 三（三）, D03, D04, D05, D34; a 不合格 year in it is for a person (§6.5)."""
    need: ServiceNeed = condition.need
    service = measure(condition, facts, degree, rules)
    line = rules.line_of[degree.level]
    silent = need.starts_with(rules) is not need.since
    work = "从事技术员工作" if _technician(need, rules) else "从事本专业技术工作"
    given: dict[str, Any] = {
        "required": need.required,
        "required_note": f"{line.label}毕业，{work}",
        "silent": silent,
    }
    if service.trial is None:
        return _no_start(condition, service, given)

    trial = service.trial
    count = trial.relied_on
    until = rules.dates.service_until
    have = elapsed(count.effective, until)
    given |= {
        "yours": str(have),
        "yours_note": f"{chinese(count.start)}起算，到{chinese(until)}",
        "steps": _steps(need, service, degree, have, until),
        "chart": Chart(count.effective, until, shift(count.due, -1), 12 * need.years),
    }
    sum_ = _sum(service, degree, count, have, until)
    if service.hopeful is not None:
        return _month_only(condition, service, sum_, until, given)
    if trial.other is not None:
        own = _length(trial.own, elapsed(trial.own.effective, until), until)
        return condition.finding(
            Outcome.UNPROVEN,
            because=f"只按{chinese(trial.own.start)}起算的现单位年限{own}，不足{need.years}年；"
            f"连同此前从事的本专业技术工作，{sum_}，满{need.years}年，此前的年限需核实。",
            doubt=Doubt.RULE,
            missing=("此前单位的聘任文件或劳动合同", "从事本专业技术工作的证明"),
            **given,
        )
    if trial.outcome is Outcome.NOT_MET:
        return _not_met(condition, need, facts, service, sum_, rules, given)
    if not count.enough:
        return condition.finding(
            Outcome.UNPROVEN,
            because=f"{sum_}，不足{need.years}年；不扣除是{elapsed(count.start, until)}，"
            f"满{need.years}年，这些天是否扣除需核实。",
            doubt=Doubt.DATE,
            missing=("中断期间的请假、借调或离职手续",),
            **given,
        )
    if service.certified:
        return condition.finding(
            Outcome.UNPROVEN,
            because=f"{sum_}，满{need.years}年，但没有技术员证书或聘任文件，需核实。",
            doubt=Doubt.PAPER,
            missing=("技术员职称证书或聘任文件", "单位出具的从事技术员工作的证明"),
            **given,
        )
    if failed := _failed_years(line.appraisals.need.bad, facts, service.start_year, rules):
        return condition.finding(
            Outcome.UNPROVEN,
            because=f"{sum_}，满{need.years}年，但{failed}考核不合格（不称职），"
            "安排意见没有写明是否扣减该年度，需核实。",
            doubt=Doubt.RULE,
            **given,
        )
    return condition.finding(Outcome.MET, because=f"{sum_}，达到{need.required}的要求。", **given)


def check_service_not_stated(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R12 for degrees the notice does not mention (D06)."""
    given: dict[str, Any] = {
        "yours": degree.level.label,
        "required": "安排意见未写明",
        "by_law": True,
    }
    sentence = (
        f"安排意见没有写明{degree.level.label}的年限要求，"
        "国家标准对硕士学位、第二学士学位不要求年限"
    )
    if rules.switches.postgraduate_service_waived:
        return condition.finding(Outcome.MET, because=f"{sentence}，本年度统一按此办理。", **given)
    return condition.finding(
        Outcome.UNPROVEN,
        because=f"{sentence}，需核实。",
        doubt=Doubt.RULE,
        fix="如有本科学历，也请填写，系统会同时按本科的条件核对。",
        **given,
    )


def _technician(need: ServiceNeed, rules: Ruleset) -> bool:
    return need.starts_with(rules) is Since.TECHNICIAN


def _no_start(condition: Condition, service: Service, given: dict[str, Any]) -> Finding:
    if service.outcome is Outcome.NOT_MET:
        return condition.finding(
            Outcome.NOT_MET,
            "没有任技术员",
            because="没有技术员证书或聘任，也没有单位出具的从事技术员工作的证明，"
            f"不能起算，要求{given['required']}。",
            fix="已从事技术员工作的，请填写起始日期并由单位出具证明。",
            **given,
        )
    return condition.finding(
        Outcome.UNPROVEN,
        "聘任日期不明",
        because=f"没有聘任日期，不能起算，要求{given['required']}，需凭聘任文件核实。",
        doubt=Doubt.PAPER,
        missing=("聘用协议或聘任文件",),
        **given,
    )


def _month_only(
    condition: Condition,
    service: Service,
    sum_: str,
    until: date,
    given: dict[str, Any],
) -> Finding:
    first = service.hopeful.relied_on
    return condition.finding(
        Outcome.UNPROVEN,
        because=f"日期只写到月份：按当月最后一日，{sum_}；按当月第一日从{chinese(first.start)}起算，"
        f"实算{elapsed(first.effective, until)}，结论不同，需核实到日。",
        doubt=Doubt.DATE,
        missing=("写明日期的聘任文件或毕业证书",),
        fix="请把日期填写到日。",
        **given,
    )


def _not_met(
    condition: Condition,
    need: ServiceNeed,
    facts: Facts,
    service: Service,
    sum_: str,
    rules: Ruleset,
    given: dict[str, Any],
) -> Finding:
    count, until = service.trial.own, rules.dates.service_until
    full_on = shift(count.due, -1)
    gap = elapsed(max(shift(until, 1), count.effective), full_on)
    fix = f"如果{service.word}日期或毕业日期填错了，请改正后重新核对。"
    earlier_work = facts.technician_work_since
    if _technician(need, rules) and not service.certified and earlier_work is not None:
        fix = f"单位能证明{in_words(earlier_work)}起从事技术员工作的，可以附情况说明提交。"
    return condition.finding(
        Outcome.NOT_MET,
        because=f"{sum_}，要求{need.required}，还差{gap}，到{chinese(full_on)}满{need.years}年。",
        fix=fix,
        earliest=full_on,
        earliest_round=rules.dates.round_year + _rounds_until(full_on, until),
        **given,
    )


def _rounds_until(full_on: date, until: date) -> int:
    """Years to the first later cut-off day that is not before `full_on`; at least 1."""
    later_in_year = (full_on.month, full_on.day) > (until.month, until.day)
    return max(1, full_on.year - until.year + later_in_year)


def _failed_years(bad: tuple[Grade, ...], facts: Facts, first: int, rules: Ruleset) -> str:
    years = sorted(
        year
        for year, grade in facts.appraisals.items()
        if grade in bad and first <= year <= rules.dates.round_year
    )
    return "、".join(map(str, years)) + "年度" if years else ""


def _sum(service: Service, degree: Degree, count: Count, have: Elapsed, until: date) -> str:
    """The arithmetic in words, up to the length that results."""
    claimed = f"{in_words(degree.graduated_on)}毕业，{in_words(service.began)}{service.word}"
    begin = f"从{chinese(count.start)}起算"
    if service.trial.other is None:
        begin = f"{claimed}，从较晚的{chinese(count.start)}起算"
    return f"{begin}，{_length(count, have, until)}"


def _length(count: Count, have: Elapsed, until: date) -> str:
    length = f"到{chinese(until)}（首尾两天都算）实算{have}"
    if not count.deducted:
        return length
    return f"扣除中断{count.deducted}天，相当于从{chinese(count.effective)}起，{length}"


def _steps(
    need: ServiceNeed, service: Service, degree: Degree, have: Elapsed, until: date
) -> tuple[Step, ...]:
    count = service.trial.relied_on
    steps = [
        Step("毕业", in_words(degree.graduated_on)),
        Step(service.word, in_words(service.began)),
    ]
    if service.trial.other is not None:
        steps.append(Step("此前从事本专业工作起算", chinese(count.start)))
    else:
        steps.append(Step("起算（取较晚的）", chinese(count.start)))
    if count.deducted:
        steps.append(Step("中断", f"{count.deducted}天"))
        steps.append(Step("扣除中断后相当于起算", chinese(count.effective)))
    steps += [
        Step("截止（当天计入）", chinese(until)),
        Step("实算", str(have)),
        Step("要求", need.required),
        Step(f"满{need.years}年的日子", chinese(shift(count.due, -1))),
    ]
    return tuple(steps)
