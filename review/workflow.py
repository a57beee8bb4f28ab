"""THE TABLES. The procedure of the notice, one row for each step; everything else reads them."""

from review.states import Action as A
from review.states import Actor as By
from review.states import CaseState as S
from review.states import MeetingState as M
from review.states import NoticeKind as N
from review.states import PackageState as P

from .effects import case as ce
from .effects import meeting as me
from .effects import package as pe
from .engine import Each, Procedure, always, never
from .engine import Transition as T
from .guards import case as cg
from .guards import meeting as mg
from .guards import package as pg

MAY_QUIT = (
    S.SUBMITTED, S.UNIT_REVIEW, S.RETURNED, S.UNIT_OK, S.MATERIALS_NOTICE, S.ASSESSMENT,
    S.OPINION_DRAFT, S.OPINION_NOTICE, S.NOTICES_CLEAR, S.RECOMMENDED, S.CORRECTION,
)  # fmt: skip


def outcome_of(case) -> A:
    """What the count decides for one person (domain.md §5.4)."""
    return A.PASS if case.tallies.get(meeting=case.meeting_id).passed else A.FAIL


# fmt: off
CASE = Procedure("申报件", S, (
    # from                  step               to                      who            writes              only if                                        then
    T(S.DRAFT,               A.SUBMIT,          S.SUBMITTED,            By.APPLICANT,  never,              (cg.filling_is_open, cg.unit_confirms),        (ce.freeze,), paper=(By.UNIT,)),
    T(S.RETURNED,            A.SUBMIT,          S.SUBMITTED,            By.APPLICANT,  never,              (cg.correction_is_open,),                      (ce.freeze, ce.letter_answered), paper=(By.UNIT,)),
    T(S.CORRECTION,          A.SUBMIT,          S.CORRECTION,           By.APPLICANT,  never,              (cg.correction_is_open,),                      (ce.freeze,), paper=(By.UNIT,)),
    T(S.SUBMITTED,           A.WITHDRAW,        S.DRAFT,                By.APPLICANT,  never,              (),                                            (ce.unlock,)),
    *(T(state,               A.QUIT,            S.WITHDRAWN,            By.APPLICANT,  always,             (),                                            (ce.withdraw_file,)) for state in MAY_QUIT),

    T(S.SUBMITTED,           A.OPEN,            S.UNIT_REVIEW,          By.UNIT),
    T(S.UNIT_REVIEW,         A.RETURN,          S.RETURNED,             By.UNIT,       never,              (),                                            (ce.return_by_unit,)),
    T(S.UNIT_REVIEW,         A.APPROVE,         S.UNIT_OK,              By.UNIT,       cg.unless_eligible, (cg.originals_seen,)),
    T(S.UNIT_REVIEW,         A.DECLINE,         S.DECLINED,             By.UNIT,       always),
    T(S.UNIT_OK,             A.RETURN,          S.RETURNED,             By.UNIT,       never,              (),                                            (ce.return_by_unit,)),
    T(S.UNIT_OK,             A.PUBLISH,         S.MATERIALS_NOTICE,     By.UNIT,       never,              (cg.criteria_posted,),                         (ce.join_notice(N.MATERIALS),), alone=False),
    T(S.MATERIALS_NOTICE,    A.RETURN,          S.RETURNED,             By.UNIT,       never,              (),                                            (ce.return_by_unit,)),
    T(S.MATERIALS_NOTICE,    A.INVESTIGATE,     S.MATERIALS_OBJECTION,  By.UNIT,       never,              (cg.objection_filed,)),
    T(S.MATERIALS_OBJECTION, A.OVERRULE,        S.MATERIALS_NOTICE,     By.UNIT,       always,             (cg.objections_unfounded,)),
    T(S.MATERIALS_OBJECTION, A.RETURN,          S.RETURNED,             By.UNIT,       never,              (cg.objection_partly,),                        (ce.return_by_unit,)),
    T(S.MATERIALS_OBJECTION, A.DECLINE,         S.DECLINED,             By.UNIT,       always,             (cg.objection_founded,)),
    T(S.MATERIALS_NOTICE,    A.TAKE_DOWN,       S.UNIT_OK,              By.UNIT,       never,              (),                                            (), alone=False),
    T(S.MATERIALS_NOTICE,    A.CLEAR,           S.ASSESSMENT,           By.UNIT,       never,              (cg.materials_over, cg.no_objection_stands),   (), alone=False),
    T(S.ASSESSMENT,          A.ASSESS,          S.OPINION_DRAFT,        By.UNIT,       never,              (cg.criteria_cleared, cg.materials_over),      (ce.record_rating,), alone=False),
    T(S.ASSESSMENT,          A.DECLINE,         S.DECLINED,             By.UNIT,       always),
    T(S.OPINION_DRAFT,       A.DECLINE,         S.DECLINED,             By.UNIT,       always),
    T(S.OPINION_DRAFT,       A.REVISE_OPINION,  S.OPINION_DRAFT,        By.UNIT,       always,             (),                                            (ce.revise_opinion,)),
    T(S.OPINION_DRAFT,       A.PUBLISH_OPINION, S.OPINION_NOTICE,       By.UNIT,       never,              (cg.assessed_favourably,),                     (ce.join_notice(N.OPINIONS),), alone=False),
    T(S.OPINION_NOTICE,      A.RETURN,          S.RETURNED,             By.UNIT,       never,              (),                                            (ce.return_by_unit,)),
    T(S.OPINION_NOTICE,      A.INVESTIGATE,     S.OPINION_OBJECTION,    By.UNIT,       never,              (cg.objection_filed,)),
    T(S.OPINION_OBJECTION,   A.OVERRULE,        S.OPINION_NOTICE,       By.UNIT,       always,             (cg.objections_unfounded,)),
    T(S.OPINION_OBJECTION,   A.RETURN,          S.RETURNED,             By.UNIT,       never,              (cg.objection_partly,),                        (ce.return_by_unit,)),
    T(S.OPINION_OBJECTION,   A.DECLINE,         S.DECLINED,             By.UNIT,       always,             (cg.objection_founded,)),
    T(S.OPINION_NOTICE,      A.TAKE_DOWN,       S.OPINION_DRAFT,        By.UNIT,       never,              (),                                            (), alone=False),
    T(S.OPINION_NOTICE,      A.CLEAR_OPINION,   S.NOTICES_CLEAR,        By.UNIT,       never,              (cg.opinion_over, cg.no_objection_stands),     (), alone=False),
    T(S.NOTICES_CLEAR,       A.RECOMMEND,       S.RECOMMENDED,          By.UNIT_HEAD,  never,              (cg.materials_over, cg.opinion_over),          (), alone=False, paper=(By.UNIT,)),
    T(S.NOTICES_CLEAR,       A.DECLINE,         S.DECLINED,             By.UNIT_HEAD,  always),
    T(S.RECOMMENDED,         A.RETURN,          S.RETURNED,             By.UNIT,       never,              (),                                            (ce.return_by_unit,)),
    T(S.RECOMMENDED,         A.FILE,            S.DEPARTMENT_REVIEW,    By.UNIT,       never,              (cg.opinion_over,),                            (), alone=False),

    T(S.DEPARTMENT_REVIEW,   A.AGREE,           S.DEPARTMENT_OK,        By.DEPARTMENT, never,              (),                                            (), alone=False, paper=(By.DEPARTMENT, By.CLERK)),
    T(S.DEPARTMENT_REVIEW,   A.RETURN,          S.RETURNED,             By.DEPARTMENT, never,              (),                                            (ce.return_by_department,)),
    T(S.DEPARTMENT_REVIEW,   A.SEND_BACK,       S.RECOMMENDED,          By.DEPARTMENT, never,              (),                                            (), alone=False),
    T(S.DEPARTMENT_REVIEW,   A.DISAGREE,        S.DEPARTMENT_REFUSED,   By.DEPARTMENT, always),

    T(S.DEPARTMENT_OK,       A.RECEIVE,         S.DELIVERED,            By.CLERK,      never,              (cg.acceptance_is_open,),                      (ce.apply_rulings,), alone=False),
    T(S.DEPARTMENT_OK,       A.ABANDON,         S.ABANDONED,            By.CLERK,      always,             (cg.delivery_is_over,)),
    T(S.DELIVERED,           A.ACCEPT,          S.ACCEPTED,             By.CLERK,      never,              (cg.everything_checked, cg.everything_passes), (ce.decide_alone,)),
    T(S.DELIVERED,           A.CORRECT,         S.CORRECTION,           By.CLERK,      cg.when_told_before, (cg.everything_checked, cg.something_fails, cg.second_letter_is_granted), (ce.decide_alone, ce.correct)),
    T(S.DELIVERED,           A.PROPOSE_REFUSAL, S.REFUSAL_PROPOSED,     By.CLERK,      always,             (),                                            (ce.decide_alone, ce.propose_refusal)),
    T(S.REFUSAL_PROPOSED,    A.REFUSE,          S.REFUSED,              By.LEAD,       always),
    T(S.REFUSAL_PROPOSED,    A.REJECT_REFUSAL,  S.DELIVERED,            By.LEAD,       always,             (),                                            (ce.drop_refusal,)),
    T(S.CORRECTION,          A.SUPPLY,          S.DELIVERED,            By.UNIT,       never,              (cg.correction_is_open, cg.handed_in),         (ce.letter_answered, ce.apply_rulings)),
    T(S.CORRECTION,          A.ABANDON,         S.ABANDONED,            By.CLERK,      always,             (cg.overdue,)),

    T(S.ACCEPTED,            A.QUALIFY,         S.IN_REVIEW,            By.SECRETARY,  never,              (cg.nothing_unsettled,)),
    T(S.ACCEPTED,            A.DISQUALIFY,      S.UNQUALIFIED,          By.LEAD,       always),
    T(S.IN_REVIEW,           A.PASS,            S.PASSED,               By.CHAIR,      never,              (cg.counted,),                                 (), alone=False),
    T(S.IN_REVIEW,           A.FAIL,            S.NOT_PASSED,           By.CHAIR,      never,              (cg.counted,),                                 (), alone=False),
    T(S.NOT_PASSED,          A.REQUEST_RECHECK, S.RECHECK,              By.APPLICANT,  always,             (cg.recheck_is_open,),                         (ce.file_recheck,)),
    T(S.RECHECK,             A.UPHOLD,          S.UPHELD,               By.SECRETARY,  always,             (),                                            (ce.answer_recheck,)),
    T(S.RECHECK,             A.REVOTE,          S.IN_REVIEW,            By.SECRETARY,  always,             (),                                            (ce.answer_recheck, ce.leave_agenda)),
    T(S.PASSED,              A.PUBLISH_RESULT,  S.RESULT_NOTICE,        By.SECRETARY,  never,              (),                                            (ce.join_notice(N.RESULT),), alone=False),
    T(S.RESULT_NOTICE,       A.INVESTIGATE,     S.RESULT_OBJECTION,     By.SECRETARY,  never,              (cg.objection_filed,)),
    T(S.RESULT_OBJECTION,    A.OVERRULE,        S.RESULT_NOTICE,        By.SECRETARY,  always,             (cg.objections_unfounded,)),
    T(S.RESULT_OBJECTION,    A.REVOKE,          S.REVOKED,              By.LEAD,       always,             (cg.objection_founded, cg.heard),              (ce.decide_revocation,)),
    T(S.RESULT_NOTICE,       A.CLEAR_RESULT,    S.PENDING_CONFIRMATION, By.SECRETARY,  never,              (cg.result_over, cg.no_objection_stands)),
    T(S.PENDING_CONFIRMATION, A.CONFIRM,        S.CONFIRMED,            By.HRSS,       never,              (cg.has_confirmation,),                        (ce.award,)),
    T(S.PENDING_CONFIRMATION, A.REVOKE,         S.REVOKED,              By.LEAD,       always,             (cg.heard,),                                   (ce.decide_revocation,)),
    T(S.CONFIRMED,           A.ARCHIVE,         S.ARCHIVED,             By.SECRETARY),
    T(S.CONFIRMED,           A.REVOKE,          S.REVOKED,              By.LEAD,       always,             (cg.heard,),                                   (ce.decide_revocation, ce.revoke_certificate)),
    T(S.ARCHIVED,            A.REVOKE,          S.REVOKED,              By.LEAD,       always,             (cg.heard,),                                   (ce.decide_revocation, ce.revoke_certificate)),
))

PACKAGE = Procedure("材料袋", P, (
    # from                  step               to                      who            writes              only if                                        then                              and its people
    T(P.ASSEMBLING,          A.POST_CRITERIA,   P.ASSEMBLING,           By.UNIT,       never,              (pg.no_criteria_notice,),                      (pe.post_criteria,)),
    T(P.ASSEMBLING,          A.CLEAR_CRITERIA,  P.ASSEMBLING,           By.UNIT,       never,              (pg.criteria_over,),                           (pe.register_criteria,), paper=(By.UNIT,)),
    T(P.ASSEMBLING,          A.STOP_CRITERIA,   P.ASSEMBLING,           By.UNIT,       always,             (pg.criteria_runs,),                           (pe.stop_criteria,)),
    T(P.ASSEMBLING,          A.STOP_NOTICE,     P.ASSEMBLING,           By.UNIT,       always,             (pg.someone_on_show,),                         (pe.stop_notice,),                Each(A.TAKE_DOWN, chosen=True)),
    T(P.ASSEMBLING,          A.POST_MATERIALS,  P.ASSEMBLING,           By.UNIT,       never,              (pg.criteria_began, pg.someone_to_publish),    (pe.post_materials,),             Each(A.PUBLISH, chosen=True)),
    T(P.ASSEMBLING,          A.CLEAR_MATERIALS, P.ASSEMBLING,           By.UNIT,       never,              (pg.someone_in_materials, pg.someones_materials_over), (pe.register_notices(N.MATERIALS),), Each(A.CLEAR, chosen=True), paper=(By.UNIT,)),
    T(P.ASSEMBLING,          A.ASSESS,          P.ASSEMBLING,           By.UNIT,       never,              (pg.someone_to_assess,),                       (pe.record_assessment,),          Each(A.ASSESS, chosen=True), paper=(By.UNIT,)),
    T(P.ASSEMBLING,          A.POST_OPINIONS,   P.ASSEMBLING,           By.UNIT,       never,              (pg.someone_with_opinion,),                    (pe.post_opinions,),              Each(A.PUBLISH_OPINION, chosen=True)),
    T(P.ASSEMBLING,          A.CLEAR_OPINIONS,  P.ASSEMBLING,           By.UNIT,       never,              (pg.someone_in_opinions, pg.someones_opinion_over), (pe.register_notices(N.OPINIONS),), Each(A.CLEAR_OPINION, chosen=True), paper=(By.UNIT,)),
    T(P.ASSEMBLING,          A.RECOMMEND,       P.ASSEMBLING,           By.UNIT_HEAD,  never,              (pg.someone_to_recommend,),                    (pe.sign_promise,),               Each(A.RECOMMEND, chosen=True), paper=(By.UNIT,)),
    T(P.ASSEMBLING,          A.FILE,            P.DEPARTMENT_REVIEW,    By.UNIT,       pg.when_people_stay_behind, (pg.has_department, pg.someone_recommended, pg.recommended_by_then, pg.delivery_is_possible), (pe.name_deliverer, pe.leave_others_behind), Each(A.FILE), paper=(By.UNIT,)),
    T(P.DEPARTMENT_REVIEW,   A.AGREE,           P.DEPARTMENT_OK,        By.DEPARTMENT, never,              (pg.someone_for_department, pg.filed_by_then),                  (pe.write_department_opinion,),   Each(A.AGREE), paper=(By.DEPARTMENT, By.CLERK)),
    T(P.DEPARTMENT_REVIEW,   A.SEND_BACK,       P.SENT_BACK,            By.DEPARTMENT, always,             (),                                            (),                               Each(A.SEND_BACK)),
    T(P.SENT_BACK,           A.FILE,            P.DEPARTMENT_REVIEW,    By.UNIT,       pg.when_people_stay_behind, (pg.someone_recommended, pg.recommended_by_then, pg.delivery_is_possible), (pe.name_deliverer, pe.leave_others_behind), Each(A.FILE), paper=(By.UNIT,)),
    T(P.DEPARTMENT_OK,       A.RECEIVE,         P.RECEIVED,             By.CLERK,      never,              (cg.acceptance_is_open,),                      (pe.register_bags,),              Each(A.RECEIVE, chosen=True)),
    T(P.RECEIVED,            A.RECEIVE,         P.RECEIVED,             By.CLERK,      never,              (pg.bags_missing, cg.acceptance_is_open),      (pe.register_bags,),              Each(A.RECEIVE, chosen=True)),
    T(P.PARTLY_ACCEPTED,     A.RECEIVE,         P.PARTLY_ACCEPTED,      By.CLERK,      never,              (pg.bags_missing, cg.acceptance_is_open),      (pe.register_bags,),              Each(A.RECEIVE, chosen=True)),
    T(P.RECEIVED,            A.ACCEPT,          P.ACCEPTED,             By.CLERK,      never,              (pg.papers_checked, pg.papers_pass, pg.everyone_settled)),
    T(P.RECEIVED,            A.ACCEPT_PARTLY,   P.PARTLY_ACCEPTED,      By.CLERK,      never,              (pg.papers_checked, pg.papers_pass, pg.someone_unsettled)),
    T(P.RECEIVED,            A.CORRECT,         P.CORRECTION,           By.CLERK,      never,              (pg.papers_checked, pg.papers_fail),           (pe.correct_package,)),
    T(P.CORRECTION,          A.SUPPLY,          P.RECEIVED,             By.UNIT,       never,              (pg.correction_in_time,),                      (pe.package_answered,)),
    T(P.CORRECTION,          A.REFUSE,          P.REFUSED,              By.LEAD,       always),
    T(P.PARTLY_ACCEPTED,     A.ACCEPT,          P.ACCEPTED,             By.CLERK,      never,              (pg.everyone_settled,)),
    T(P.ACCEPTED,            A.ARCHIVE,         P.ARCHIVED,             By.SECRETARY,  never,              (pg.everyone_ended,)),
))

MEETING = Procedure("评审会", M, (
    # from                  step               to                      who            writes              only if                                        then                              and its people
    T(M.PREPARING,           A.CONVENE,         M.SIGNING_IN,           By.SECRETARY,  never,              (mg.members_named, mg.agenda_named, mg.held_today)),
    T(M.SIGNING_IN,          A.OPEN_VOTE,       M.VOTING,               By.CHAIR,      never,              (mg.quorum_present, mg.somebody_presides, mg.everyone_has_voters, mg.nobody_votes_on_themself), (me.make_key,)),
    T(M.VOTING,              A.CLOSE_VOTE,      M.COUNTED,              By.CHAIR,      mg.when_votes_missing, (mg.both_tellers_counted,),                (me.count_ballots,)),
    T(M.COUNTED,             A.ANNOUNCE,        M.ANNOUNCED,            By.CHAIR,      never,              (mg.tallies_complete,),                        (),                               Each(outcome_of)),
    T(M.ANNOUNCED,           A.PUBLISH_RESULT,  M.PUBLICISED,           By.SECRETARY,  never,              (mg.someone_passed,),                          (me.post_result,),                Each(A.PUBLISH_RESULT)),
    T(M.ANNOUNCED,           A.ARCHIVE,         M.ARCHIVED,             By.SECRETARY,  never,              (mg.nobody_passed, mg.everyone_has_ended)),
    T(M.PUBLICISED,          A.CLEAR_RESULT,    M.CLEARED,              By.SECRETARY,  never,              (mg.result_over, mg.someone_to_clear),         (me.register_result,),            Each(A.CLEAR_RESULT, chosen=True)),
    T(M.CLEARED,             A.CONFIRM,         M.CONFIRMED,            By.HRSS,       never,              (),                                            (me.write_confirmation,),         Each(A.CONFIRM, chosen=True)),
    T(M.CONFIRMED,           A.ARCHIVE,         M.ARCHIVED,             By.SECRETARY,  never,              (mg.everyone_has_ended,),                      (),                               Each(A.ARCHIVE)),
))
# fmt: on
