"""Sealed ballots: unreadable while the vote is open, opened all at once, then gone.

The meeting's private key exists only wrapped by two passphrases, one of the 主任委员 and one of the
监票人. Every primitive is PyNaCl's.
"""

import base64
import json
from dataclasses import dataclass

import nacl.exceptions
import nacl.pwhash
import nacl.secret
import nacl.utils
from nacl.public import PrivateKey, PublicKey, SealedBox

CHOICES = ("yes", "no", "abstain")
_LENGTH = 96  # every ballot is padded to one length: size tells nothing


class WrongPassphrase(Exception):
    """One of the two passphrases does not open the key."""


class BrokenBallot(Exception):
    """A sealed ballot was altered, or belongs to another meeting, member or case."""


@dataclass(frozen=True, slots=True)
class Ballot:
    meeting: int
    attendance: int
    case: int
    choice: str


def _box(passphrase: str, salt: bytes) -> nacl.secret.SecretBox:
    key = nacl.pwhash.argon2id.kdf(
        nacl.secret.SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=nacl.pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=nacl.pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    )
    return nacl.secret.SecretBox(key)


def new_key(chair: str, teller: str) -> tuple[str, dict[str, str]]:
    """A key pair for one vote: the public key, and the private key wrapped by both passphrases."""
    private = PrivateKey.generate()
    salts = [nacl.utils.random(nacl.pwhash.argon2id.SALTBYTES) for _ in range(2)]
    inner = _box(teller, salts[1]).encrypt(bytes(private))
    outer = _box(chair, salts[0]).encrypt(inner)
    wrapped = {
        "chair_salt": base64.b64encode(salts[0]).decode(),
        "teller_salt": base64.b64encode(salts[1]).decode(),
        "key": base64.b64encode(outer).decode(),
    }
    return base64.b64encode(bytes(private.public_key)).decode(), wrapped


def unwrap(wrapped: dict[str, str], chair: str, teller: str) -> PrivateKey:
    """The private key; raises `WrongPassphrase`."""
    try:
        outer = _box(chair, base64.b64decode(wrapped["chair_salt"]))
        inner = outer.decrypt(base64.b64decode(wrapped["key"]))
        return PrivateKey(_box(teller, base64.b64decode(wrapped["teller_salt"])).decrypt(inner))
    except nacl.exceptions.CryptoError as error:
        raise WrongPassphrase from error


def seal(ballot: Ballot, public_key: str) -> bytes:
    """Encrypt one ballot to the meeting's key. All ballots have the same length."""
    if ballot.choice not in CHOICES:
        raise ValueError(f"unknown choice {ballot.choice!r}")
    text = json.dumps([ballot.meeting, ballot.attendance, ballot.case, ballot.choice])
    return seal_text(text, public_key, length=_LENGTH)


def seal_text(text: str, public_key: str, *, length: int) -> bytes:
    """Encrypt to the meeting's key, padded to `length` bytes: size tells nothing."""
    padded = text.encode().ljust(length)
    if len(padded) != length:
        raise ValueError("too long to seal")
    return SealedBox(PublicKey(base64.b64decode(public_key))).encrypt(padded)


def open_text(sealed: bytes, key: PrivateKey) -> bytes:
    """What `seal_text` sealed; raises `nacl.exceptions.CryptoError`."""
    return SealedBox(key).decrypt(bytes(sealed))


def open_sealed(sealed: bytes, key: PrivateKey, *, meeting: int, attendance: int, case: int) -> str:
    """The choice, after checking that the ballot belongs where it lay; raises `BrokenBallot`."""
    try:
        content = json.loads(open_text(sealed, key))
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise BrokenBallot from error
    if content[:3] != [meeting, attendance, case] or content[3] not in CHOICES:
        raise BrokenBallot
    return content[3]
