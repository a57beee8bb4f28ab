"""Short messages: the county's gateway behind one function. deploy/README.md says how to set it."""

import json
import logging

import requests
from django.conf import settings

log = logging.getLogger(__name__)

NOT_TAKEN = "短信平台没有收下"


def is_offered() -> bool:
    """Whether the site can send messages at all; nothing may depend on it."""
    return bool(settings.SMS_SENDER)


def says_sentences() -> bool:
    """Whether the gateway takes text of our own, not only a code for a text of its own."""
    return settings.SMS_SENDER == "console" or (is_offered() and "{text}" in settings.SMS_BODY)


def send(phone: str, text: str, *, code: str = "") -> bool:
    """Send `text` to `phone`; True when the gateway took it. Never raises, never logs either."""
    return SENDERS[settings.SMS_SENDER](phone, text, code)


def _nobody(phone: str, text: str, code: str) -> bool:
    return False


def _console(phone: str, text: str, code: str) -> bool:
    """To the standard output of the process, for rehearsals."""
    print(f"短信 {phone}：{text}", flush=True)
    return True


def _http(phone: str, text: str, code: str) -> bool:
    """POST the body template, filled in, as JSON; any answer but 2xx is a failure."""
    try:
        answer = requests.post(
            settings.SMS_URL,
            data=json.dumps(_fill(json.loads(settings.SMS_BODY), phone, text, code)).encode(),
            headers={
                "Content-Type": "application/json",
                settings.SMS_TOKEN_HEADER: settings.SMS_TOKEN,
            },
            timeout=settings.SMS_TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        log.error("SMS gateway: %s", type(error).__name__)
        return False
    if not 200 <= answer.status_code < 300:
        log.error("SMS gateway answered %s", answer.status_code)
        return False
    return True


def _fill(part, phone: str, text: str, code: str):
    """The template with {phone}, {text} and {code} put in, wherever it holds text."""
    if isinstance(part, dict):
        return {name: _fill(value, phone, text, code) for name, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, phone, text, code) for value in part]
    if isinstance(part, str):
        return part.replace("{phone}", phone).replace("{text}", text).replace("{code}", code)
    return part


SENDERS = {"": _nobody, "console": _console, "http": _http}
