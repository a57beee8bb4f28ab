"""Sign-in by a government identity service, against a small real one on 127.0.0.1."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from accounts.models import User
from accounts.roles import Role
from tests.accounts.conftest import NUMBER, OTHER_NUMBER, PHONE
from tests.world import at

CALLBACK = "/accounts/oidc/callback/"
REAL_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGED_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Authorization code with PKCE; `claims` is what it says about whoever signs in."""

    def __init__(self):
        self.claims = {}
        self.signing_key = REAL_KEY
        self.nonce = None
        self.audience = ["titles"]
        self.is_down = False
        self.asked = {}

    def authorize(self, address: str) -> str:
        """The person signs in over there and comes back: the callback's address."""
        self.asked = dict(parse_qsl(urlsplit(address).query))
        assert self.asked["code_challenge_method"] == "S256"
        return f"{CALLBACK}?code=code-1&state={self.asked['state']}"

    def token(self, form: dict) -> dict:
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert (
            base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
            == (self.asked["code_challenge"])
        )
        assert (form["client_id"], form["client_secret"]) == ("titles", "secret")
        assert form["redirect_uri"] == self.asked["redirect_uri"]
        payload = {"sub": "1", "aud": self.audience, "nonce": self.nonce or self.asked["nonce"]}
        token = jwt.encode(payload, self.signing_key, "RS256", headers={"kid": "k1"})
        return {"access_token": "access-1", "id_token": token, "token_type": "Bearer"}

    def keys(self) -> dict:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(REAL_KEY.public_key()))
        return {"keys": [key | {"kid": "k1", "alg": "RS256", "use": "sig"}]}


@pytest.fixture
def provider(settings):
    service = Provider()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, body):
            data = json.dumps(body).encode()
            self.send_response(503 if service.is_down else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(service.token({name: v[0] for name, v in parse_qs(sent).items()}))

        def do_GET(self):
            self.answer(service.keys() if self.path == "/keys" else {"sub": "1"} | service.claims)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "titles", "secret"
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT = f"{site}/authorize"
    settings.OIDC_OP_TOKEN_ENDPOINT = f"{site}/token"
    settings.OIDC_OP_USER_ENDPOINT = f"{site}/userinfo"
    settings.OIDC_OP_JWKS_ENDPOINT = f"{site}/keys"
    settings.OIDC_IDENTITY_CLAIM, settings.OIDC_PHONE_CLAIM = "id_card", "phone_number"
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "accounts.oidc.Backend"]
    yield service
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def person(world, clock):
    clock("11-08 09:00")
    user = world.person("郭晓燕", world.unit, Role.APPLICANT).user
    user.identity_number, user.phone, user.phone_proven_at = NUMBER, PHONE, at("11-01 09:00")
    user.save()
    return user


def go(client, provider, *, next_url=""):
    query = {"next": next_url} if next_url else {}
    leaving = client.get("/accounts/oidc/", query)
    return client.get(provider.authorize(leaving["Location"]))


def is_in(client):
    return client.get("/accounts/profile/").status_code == 200


VERIFIED = {"phone_number": f"+86{PHONE}", "phone_number_verified": True}


@pytest.mark.parametrize(
    "claims",
    [{"id_card": NUMBER}, {"id_card": NUMBER.lower()}, VERIFIED, VERIFIED | {"id_card": NUMBER}],
)
def test_account_is_found_by_what_the_service_vouches_for(client, provider, person, claims):
    provider.claims = claims

    back = go(client, provider, next_url="/accounts/profile/")

    assert back["Location"] == "/accounts/profile/"
    assert is_in(client)
    assert person.sign_ins.get().how == "oidc"


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"id_card": OTHER_NUMBER},
        {"id_card": ""},
        {"id_card": NUMBER, "sub": "2"},
        VERIFIED | {"id_card": OTHER_NUMBER},
        VERIFIED | {"phone_number_verified": False},
        {"phone_number": PHONE},
        {"email": "guo@example.cn", "name": "郭晓燕"},
    ],
)
def test_nobody_else_is_let_in_and_no_account_is_made(client, provider, claims):
    provider.claims = claims
    before = User.objects.count()

    back = go(client, provider)
    page = client.get(back["Location"])

    assert "没有登录成功" in page.text
    assert not is_in(client)
    assert User.objects.count() == before


def test_phone_this_site_has_not_proven_does_not_count(client, provider, person):
    User.objects.filter(pk=person.pk).update(phone_proven_at=None)
    provider.claims = VERIFIED

    go(client, provider)

    assert not is_in(client)


def test_claims_not_named_in_the_settings_do_not_count(client, provider, settings):
    settings.OIDC_IDENTITY_CLAIM = settings.OIDC_PHONE_CLAIM = ""
    provider.claims = VERIFIED | {"id_card": NUMBER}

    go(client, provider)

    assert not is_in(client)


def test_disabled_account_stays_shut(client, provider, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    provider.claims = {"id_card": NUMBER}

    go(client, provider)

    assert not is_in(client)


@pytest.mark.parametrize("fault", ["signature", "nonce", "audience", "state", "down"])
def test_what_cannot_be_trusted_is_a_sentence(client, provider, fault, caplog):
    provider.claims = {"id_card": NUMBER}
    leaving = client.get("/accounts/oidc/")
    address = provider.authorize(leaving["Location"])
    if fault == "signature":
        provider.signing_key = FORGED_KEY
    if fault == "nonce":
        provider.nonce = "of-another-visit"
    if fault == "audience":
        provider.audience = "another-site"
    if fault == "state":
        address = f"{CALLBACK}?code=code-1&state=made-up"
    provider.is_down = fault == "down"

    page = client.get(address, follow=True)

    assert page.status_code == 200
    assert "统一身份认证没有答复，没有登录成功" in page.text
    assert not is_in(client)
    assert NUMBER not in caplog.text


def test_callback_works_once(client, provider):
    provider.claims = {"id_card": NUMBER}
    leaving = client.get("/accounts/oidc/")
    address = provider.authorize(leaving["Location"])
    client.get(address)
    client.post("/accounts/sign-out/")

    client.get(address)

    assert not is_in(client)


def test_made_up_answer_ends_no_session(client, provider):
    provider.claims = {"id_card": NUMBER}
    go(client, provider)

    client.get(f"{CALLBACK}?error=made_up")

    assert is_in(client)


def test_next_stays_on_this_site(client, provider):
    provider.claims = {"id_card": NUMBER}

    back = go(client, provider, next_url="https://evil.example/")

    assert back["Location"] == "/landing/"


@pytest.mark.parametrize("address", ["/accounts/oidc/", CALLBACK])
def test_off_by_default(client, settings, address):
    assert settings.OIDC_RP_CLIENT_ID == ""
    assert client.get(address).status_code == 404
    assert "统一身份认证" not in client.get("/accounts/sign-in/").text


def test_offered_on_the_sign_in_page_by_its_name(client, provider, settings):
    settings.OIDC_NAME = "三晋通"

    assert "用三晋通登录" in client.get("/accounts/sign-in/?next=/guide/").text
