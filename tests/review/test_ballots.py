import pytest

from review import ballots
from review.ballots import Ballot, BrokenBallot, WrongPassphrase


@pytest.fixture(scope="module")
def key():
    return ballots.new_key("太行山下", "沁河水长")


def test_sealed_ballot_opens_with_both_passphrases(key):
    public, wrapped = key
    sealed = ballots.seal(Ballot(1, 2, 3, "yes"), public)

    private = ballots.unwrap(wrapped, "太行山下", "沁河水长")

    assert ballots.open_sealed(sealed, private, meeting=1, attendance=2, case=3) == "yes"


@pytest.mark.parametrize(
    "words", [("太行山下", "错的"), ("错的", "沁河水长"), ("沁河水长", "太行山下")]
)
def test_key_stays_shut_when_one_passphrase_is_wrong(key, words):
    with pytest.raises(WrongPassphrase):
        ballots.unwrap(key[1], *words)


def test_every_ballot_has_one_length(key):
    lengths = {
        len(ballots.seal(Ballot(1, seat, case, choice), key[0]))
        for choice in ballots.CHOICES
        for seat, case in ((1, 1), (999_999, 1_000_000))
    }

    assert len(lengths) == 1


@pytest.mark.parametrize("place", [(9, 2, 3), (1, 9, 3), (1, 2, 9)])
def test_ballot_moved_elsewhere_is_refused(key, place):
    sealed = ballots.seal(Ballot(1, 2, 3, "yes"), key[0])
    private = ballots.unwrap(key[1], "太行山下", "沁河水长")
    meeting, attendance, case = place

    with pytest.raises(BrokenBallot):
        ballots.open_sealed(sealed, private, meeting=meeting, attendance=attendance, case=case)


def test_altered_ballot_is_refused(key):
    sealed = bytearray(ballots.seal(Ballot(1, 2, 3, "yes"), key[0]))
    sealed[40] ^= 1
    private = ballots.unwrap(key[1], "太行山下", "沁河水长")

    with pytest.raises(BrokenBallot):
        ballots.open_sealed(bytes(sealed), private, meeting=1, attendance=2, case=3)
