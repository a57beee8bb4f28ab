from tests.world import *
from review.states import CaseState
from review.prints import applicant, unit, bureau
from documents import printing
import pathlib
def test_probe(world):
    case = world.case_at(CaseState.DELIVERED)
    out = pathlib.Path("/tmp/bureau/pdf"); out.mkdir(exist_ok=True)
    p = case.package
    notices = list(p.unit.notices.all())
    docs = dict(form=applicant.review_form(case), report=applicant.work_report(case), sub=applicant.submission_receipt(case), env=applicant.envelope(case), summary=unit.summary_list(p), record=unit.publicity_record(p), proof=unit.publicity_proof(p), receipt=bureau.acceptance_receipt(p.intakes.first()))
    for i,n in enumerate(notices): docs[f"notice{i}"]=unit.notice_sheet(n)
    for k, s in docs.items():
        pdf = printing.render(s)
        (out/f"{k}.pdf").write_bytes(pdf.content)
        print(k, pdf.pages)
