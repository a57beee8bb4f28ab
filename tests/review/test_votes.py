import pytest

from review.votes import Count, is_quorate, needed, quorum


@pytest.mark.parametrize(
    ("voters", "least"),
    [
        (5, 4),
        (6, 4),
        (7, 5),
        (8, 6),
        (9, 6),
        (10, 7),
        (11, 8),
        (12, 8),
        (13, 9),
        (15, 10),
        (17, 12),
    ],
)
def test_needed_is_two_thirds_rounded_up(voters, least):
    assert needed(voters) == least
    assert Count(size=17, present=voters, recused=0, yes=least, no=voters - least).passed
    assert not Count(
        size=17, present=voters, recused=0, yes=least - 1, no=voters - least + 1
    ).passed


@pytest.mark.parametrize(("size", "least"), [(7, 5), (9, 6), (11, 8), (13, 9), (15, 10)])
def test_quorum_is_two_thirds_rounded_up(size, least):
    assert quorum(size) == least
    assert is_quorate(least, size)
    assert not is_quorate(least - 1, size)


def test_abstaining_counts_against():
    count = Count(size=9, present=9, recused=0, yes=5, no=0, abstain=4)

    assert not count.passed


def test_recused_members_are_no_voters():
    count = Count(size=9, present=8, recused=2, yes=4, no=2)

    assert (count.voters, count.passed) == (6, True)
    assert count.needs_remark


@pytest.mark.parametrize("votes", [{"yes": 5, "no": 2}, {"yes": 9, "no": 0}, {"yes": 9, "no": -1}])
def test_count_refuses_votes_that_do_not_add_up(votes):
    with pytest.raises(ValueError, match=r"票|人数"):
        Count(size=9, present=8, recused=0, **votes)
