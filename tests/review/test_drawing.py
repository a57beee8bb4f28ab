"""The lots: reproducible, odd, by specialty, somebody to preside; what is missing is said."""

import hashlib

import pytest

from review.drawing import Candidate, CannotDraw, draw, in_order, lot

POOL = [
    Candidate(1, "采矿工程", 0),
    Candidate(2, "水利工程", 1),
    *(Candidate(n, "采矿工程" if n % 2 else "机械工程") for n in range(3, 14)),
]


def test_lot_is_what_sha256sum_says():
    assert lot("ab", 12) == hashlib.sha256(b"ab:12").hexdigest()


def test_same_seed_draws_the_same_whatever_the_order_of_the_candidates():
    assert draw("s", POOL, size=7) == draw("s", POOL[::-1], size=7)
    assert draw("s", POOL, size=7) != draw("t", POOL, size=7)


def test_chair_presides_and_the_rest_are_the_lowest_lots():
    drawn = draw("s", POOL, size=5)

    assert drawn[0] == 1
    assert drawn[1:] == [one.number for one in in_order("s", POOL) if one.number != 1][:4]


def test_vice_chair_presides_without_a_chair():
    assert draw("s", POOL[1:], size=3)[0] == 2


def test_needs_are_met_before_the_rest():
    drawn = draw("s", POOL, size=7, needs=[("机械工程", 3), ("采矿工程", 2)])

    specialty = {one.number: one.specialty for one in POOL}
    assert [specialty[n] for n in drawn].count("机械工程") >= 3
    assert [specialty[n] for n in drawn].count("采矿工程") >= 2
    assert len(set(drawn)) == 7


def test_replacement_keeps_what_the_list_needs():
    seated = [POOL[0], Candidate(3, "采矿工程")]

    assert draw("s", POOL[3:], size=3, needs=[("机械工程", 1)], seated=seated)[0] % 2 == 0
    assert draw("s", [POOL[1], *POOL[4:]], size=3, seated=[POOL[2], POOL[3]]) == [2]


@pytest.mark.parametrize(
    ("pool", "size", "needs", "says"),
    [
        (POOL[2:], 3, (), "没有人能主持"),
        (POOL, 5, [("建筑工程", 1)], "“建筑工程”专业可以抽取的评委不够1人"),
        (POOL[:2], 3, (), "只有2人，不够抽"),
        (POOL, 3, [("机械工程", 3)], "已有4人，多于3人"),
    ],
)
def test_what_is_missing_is_said(pool, size, needs, says):
    with pytest.raises(CannotDraw, match=says):
        draw("s", pool, size=size, needs=needs)


def test_every_candidate_is_as_likely():
    pool = [Candidate(1, "采矿工程", 0), *(Candidate(n, "采矿工程") for n in range(2, 12))]
    hits = dict.fromkeys(range(2, 12), 0)

    for seed in range(4000):
        for number in draw(str(seed), pool, size=5)[1:]:
            hits[number] += 1

    # 4000 x 4/10 = 1600 each, sigma = sqrt(4000 x 0.4 x 0.6) = 31
    assert all(abs(hit - 1600) < 5 * 31 for hit in hits.values())
