"""Identity numbers and phones at rest: XChaCha20-Poly1305, searched by a keyed hash."""

import base64
import hashlib
import hmac

import nacl.secret
from django.conf import settings
from django.db import models


def _key(purpose: str) -> bytes:
    return hashlib.blake2b(
        settings.FIELD_KEY.encode(), digest_size=32, person=purpose.encode()[:16]
    ).digest()


def encrypt(text: str, context: str) -> str:
    """Seal `text` for storage; `context` (the column) is authenticated but not stored."""
    box = nacl.secret.Aead(_key("column"))
    return base64.b64encode(box.encrypt(text.encode(), context.encode())).decode()


def decrypt(stored: str, context: str) -> str:
    """Open what `encrypt` sealed for the same column; raises `CryptoError` otherwise."""
    box = nacl.secret.Aead(_key("column"))
    return box.decrypt(base64.b64decode(stored), context.encode()).decode()


def blind_index(text: str) -> str:
    """A keyed hash equal for equal texts: uniqueness and look-up without the text itself."""
    return hmac.new(_key("index"), text.encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField):
    """Text that never stands readable in the database or in a backup. Empty stays empty."""

    @property
    def _context(self):
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value, self._context) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value, self._context) if value else value


class IndexField(models.CharField):
    """The blind index of another field of the row, kept in step whenever the row is saved.

    With `update_fields` both are named.
    """

    def __init__(self, *, of, **kwargs):
        self.of = of
        super().__init__(**{"max_length": 64, "blank": True, "editable": False} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance, add):
        text = getattr(model_instance, self.of)
        value = blind_index(text) if text else ""
        setattr(model_instance, self.attname, value)
        return value
