"""Check codes and QR codes."""

from hashlib import sha256

import pytest

from documents.qr import ALPHABET, check_code, data_uri


def test_check_code_has_eight_signs_that_cannot_be_confused():
    codes = "".join(check_code(sha256(bytes([n])).hexdigest()) for n in range(256))

    assert len(codes) == 256 * 8
    assert set(codes) == set(ALPHABET)
    assert not set(codes) & set("01IO")


def test_check_code_is_the_first_forty_bits():
    assert check_code("0" * 64) == "22222222"
    assert check_code("f" * 64) == "ZZZZZZZZ"
    assert check_code("00000000" + "1f" + "0" * 54) == "2222222Z"


def test_upper_case_digest_gives_the_same_code():
    digest = sha256(b"1").hexdigest()

    assert check_code(digest.upper()) == check_code(digest)


@pytest.mark.parametrize("digest", ["", "abc", "g" * 64, "0" * 63, "0" * 64 + "\n"])
def test_anything_but_a_digest_is_refused(digest):
    with pytest.raises(ValueError, match="64"):
        check_code(digest)


def test_qr_code_is_an_inline_picture_and_always_the_same():
    first, second = data_uri("YC2021-0017"), data_uri("YC2021-0017")

    assert first == second
    assert first.startswith("data:image/svg+xml,")
    assert "http%3A//www.w3.org/2000/svg" in first


@pytest.mark.parametrize(("text", "words"), [("", "nothing"), ("字" * 2000, "too long")])
def test_text_a_code_cannot_hold_is_refused(text, words):
    with pytest.raises(ValueError, match=words):
        data_uri(text)
