"""Sign-in by the government's identity service (OpenID Connect), off unless settings name one.

It opens accounts that exist and makes none. The person is found by a claim the service vouches
for: the identity number, or a phone that both the service and this site have verified.
"""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from components.forms import plain_text
from components.identity import normalise

from .secrets import blind_index


class Backend(OIDCAuthenticationBackend):
    """Bind the claims that `OIDC_IDENTITY_CLAIM` and `OIDC_PHONE_CLAIM` name to one account."""

    def verify_token(self, token, **kwargs):
        """Signature and nonce are checked by the library; whom the token is for, here."""
        payload = super().verify_token(token, **kwargs)
        audience = payload.get("aud", ())
        audience = [audience] if isinstance(audience, str) else audience
        if self.OIDC_RP_CLIENT_ID not in audience:
            raise SuspiciousOperation("the token is for another site")
        return payload

    def get_userinfo(self, access_token, id_token, payload):
        """What the service says about the very person the token names."""
        claims = super().get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload.get("sub"):
            raise SuspiciousOperation("the claims are another person's")
        return claims

    def verify_claims(self, claims):
        return bool(self._identity(claims) or self._phone(claims))

    def filter_users_by_claims(self, claims):
        """By the identity number where there is one: a phone changes hands, a number does not."""
        accounts = self.UserModel.objects.filter(is_active=True)
        if number := self._identity(claims):
            return accounts.filter(identity_index=blind_index(number))
        return accounts.filter(
            phone_index=blind_index(self._phone(claims)), phone_proven_at__isnull=False
        )

    def describe_user_by_claims(self, claims):
        return "these claims"  # what they say is not for the log

    def _identity(self, claims) -> str:
        name = settings.OIDC_IDENTITY_CLAIM
        return normalise(str(claims.get(name) or "")) if name else ""

    def _phone(self, claims) -> str:
        """The phone, if the service says it has verified it (`phone_number_verified`)."""
        name = settings.OIDC_PHONE_CLAIM
        if not name or claims.get(f"{name}_verified") is not True:
            return ""
        return plain_text(claims.get(name)).removeprefix("+86").replace("-", "")
