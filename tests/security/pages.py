"""Reading pages as an attacker does: the fields of forms, the links, the headers."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin


class _Reader(HTMLParser):
    """All fields as a browser would send them, and every address the page names."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.links: list[str] = []
        self.inline: list[str] = []
        self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        given = {key: value if value is not None else "" for key, value in attrs}
        self.inline += [f"{tag} {key}" for key in given if key == "style" or key.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if tag in ("a", "link", "img", "script") or (tag == "form" and self._asks(given)):
            self.links += [given[key] for key in ("href", "action", "src") if given.get(key)]
        name = given.get("name", "")
        if name and tag in ("input", "select", "textarea", "button"):
            self.names.add(name)
        if tag == "input" and name and self._sends(given):
            self.fields.setdefault(name, []).append(given.get("value", "on"))
        if tag == "textarea" and name:
            self._area = name
            self.fields.setdefault(name, []).append("")
        if tag == "select" and name:
            self._select = name
        if tag == "option" and self._select and "selected" in given:
            self.fields.setdefault(self._select, []).append(given.get("value", ""))

    @staticmethod
    def _asks(given):
        return given.get("method", "get").lower() == "get"

    @staticmethod
    def _sends(given):
        kind = given.get("type", "text")
        return kind not in ("submit", "file") and (
            kind not in ("checkbox", "radio") or "checked" in given
        )

    def handle_data(self, data):
        if self._area:
            self.fields[self._area][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def fields(html: str) -> dict[str, list[str]]:
    """What the forms of a page send as they stand; of hidden duplicates all values."""
    return {name: values for name, values in _read(html).fields.items() if name != TOKEN}


def field_names(html: str) -> set[str]:
    return _read(html).names


def inline(html: str) -> list[str]:
    """Scripts, styles and handlers written into the page, which the policy would have to allow."""
    return _read(html).inline


def addresses_on(html: str, base: str) -> list[str]:
    """The site's own addresses a page can be left to by reading, without fragments, each once."""
    found = (urldefrag(urljoin(base, link))[0] for link in _read(html).links)
    return list(dict.fromkeys(link for link in found if link.startswith("/")))


def same_page(html: str) -> str:
    """A page less what differs from one request to the next: the token, the way back to itself."""
    html = re.sub(r"(csrfmiddlewaretoken\" value=|X-CSRFToken\": )\"\w+\"", "", html)
    return re.sub(r"name=\"next\" value=\"[^\"]*\"", "", html)


TOKEN = "csrfmiddlewaretoken"
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
    "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
}  # fmt: skip


def header_faults(response, *, signed_in: bool) -> list[str]:
    """What is wrong with the headers every answer of the site carries."""
    policy = response.headers.get("Content-Security-Policy", "")
    faults = [
        f"{name}: {response.headers.get(name)}"
        for name, wanted in (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        )
        if response.headers.get(name) != wanted
    ]
    if "unsafe" in policy or "*" in policy or not policy:
        faults.append(f"policy {policy!r}")
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and not {part.strip() for part in policy.split(";")} >= POLICY:
        faults.append(f"policy of a page {policy!r}")
    kept = response.headers.get("Cache-Control", "")
    if signed_in and "no-store" not in kept and not kept.startswith("public"):
        faults.append("kept by the browser")
    return faults
