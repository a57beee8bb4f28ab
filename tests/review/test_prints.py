from tests.conftest import *
from review.states import CaseState
def test_probe(world):
    case = world.case_at(CaseState.CONFIRMED)
    print(case.submission.verdict.keys())
