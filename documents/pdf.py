"""HTML to PDF. The only module that imports WeasyPrint.

Everything a page shows comes from the layouts in ``templates/documents``, the style sheets in
``static/documents`` and plain values; nothing is ever fetched from a network, and a layout can
read no file outside its root.
"""

import hashlib
import os
import threading
import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.request import url2pathname

from django.template import Context, Engine

from documents import fonts

fonts.configure()

try:
    with warnings.catch_warnings():
        # A machine without libharfbuzz-subset prints slowly, and says so in fonts.problems().
        warnings.simplefilter("ignore", DeprecationWarning)
        import weasyprint
        from weasyprint import urls
        from weasyprint.text.fonts import FontConfiguration
except OSError:  # Pango is not installed: the site still starts, only printing is refused.
    weasyprint = None

TEMPLATES = fonts.ROOT / "templates"
ROOT = fonts.ROOT / "static" / "documents"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
DATA_PREFIXES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/svg+xml,")


class PrintingError(Exception):
    """No PDF was made. ``str()`` is a sentence for the page."""


class PrintingUnavailable(PrintingError):
    """This machine cannot print at all."""

    def __init__(self):
        super().__init__("打印服务缺少排版库，暂时不能生成打印文件，请联系系统管理员。")


class MissingGlyphs(PrintingError):
    """Some characters have no shape in any print font, so the paper would show boxes."""

    def __init__(self, characters: list[str]):
        self.characters = characters
        named = "、".join(f"「{c}」(U+{ord(c):04X})" for c in characters)
        super().__init__(f"打印字体里没有{named}，请改用通用汉字，或请系统管理员加装字体。")


class ForbiddenResource(PrintingError):
    """A layout or a value asked for something outside the root."""

    def __init__(self):
        super().__init__("打印内容引用了不允许读取的资源，没有生成文件。")


class UnknownName(LookupError):
    """A layout names a field its context does not have."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document."""

    content: bytes
    sha256: str
    """Of ``content``, hexadecimal."""
    pages: int


def render(
    template_name: str,
    context: dict,
    *,
    created: datetime | None = None,
    even: bool = False,
    root: Path = ROOT,
) -> Pdf:
    """Lay out ``templates/documents/<template_name>`` and return the PDF.

    The same context gives the same bytes, in any process. PRINT_MARK (a rehearsal: 演练) stands
    across every page. ``created`` becomes the creation date
    of the file; without it there is none. ``even`` asks for an even number of pages (both sides
    of the last sheet): the layout is then given ``pad=True`` when it came out odd.

    Tagged PDF/A-2u. Raises PrintingUnavailable, MissingGlyphs, ForbiddenResource, and UnknownName
    for a mistake in a layout.
    """
    if weasyprint is None:
        raise PrintingUnavailable
    context = {
        **context,
        "created": created.isoformat(timespec="seconds") if created else "",
        "mark": os.environ.get("PRINT_MARK", ""),
    }
    with _one_at_a_time:
        try:
            laid_out = _lay_out(template_name, {**context, "pad": False}, root)
            if even and len(laid_out.pages) % 2:
                laid_out = _lay_out(template_name, {**context, "pad": True}, root)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # it leaves its ICC profile open
                content = laid_out.write_pdf(pdf_variant="pdf/a-2u", pdf_tags=True)
        except urls.FatalURLFetchingError as error:  # a BaseException: it would pass all handlers
            raise ForbiddenResource from error
    if missing := {code for font in laid_out.fonts.values() for code in font.missing}:
        raise MissingGlyphs([chr(code) for code in sorted(missing)])
    return Pdf(content, hashlib.sha256(content).hexdigest(), len(laid_out.pages))


def html(template_name: str, context: dict) -> str:
    """The layout filled in, before typesetting. Every value is escaped."""
    page = _engine().get_template(f"documents/{template_name}")
    return page.render(Context(context, use_l10n=False, use_tz=False))


# Threads have not been shown to be safe, so one process lays out one document at a time.
_one_at_a_time = threading.Lock()


def _lay_out(template_name, context, root):
    sheets = [_style(name, root) for name in ("base.css", Path(template_name).stem + ".css")]
    source = weasyprint.HTML(
        string=html(template_name, context),
        base_url=root.as_uri() + "/",
        url_fetcher=_fetcher(root),
    )
    return source.render(
        font_config=_font_configuration(),
        stylesheets=[sheet for sheet in sheets if sheet],
        presentational_hints=False,
    )


@cache
def _style(name: str, root: Path):
    """A style sheet parsed once, or None where a document needs no sheet of its own."""
    path = root / name
    if not path.is_file():
        return None
    return weasyprint.CSS(
        filename=path, url_fetcher=_fetcher(root), font_config=_font_configuration()
    )


@cache
def _font_configuration():
    return FontConfiguration()


@cache
def _engine() -> Engine:
    """An engine of our own: no context processors, no site settings, a misspelt field raises."""
    return Engine(
        dirs=[TEMPLATES], builtins=["documents.filters"], string_if_invalid=_RaiseIfInvalid("%s")
    )


class _RaiseIfInvalid(str):
    """Django formats ``string_if_invalid`` with the name it could not find."""

    __slots__ = ()

    def __mod__(self, name):
        raise UnknownName(str(name))


@cache
def _fetcher(root: Path):
    class Confined(urls.URLFetcher):
        """Gives files under ``root`` and pictures carried inline, refuses everything else."""

        def fetch(self, url, headers=None):
            if url.startswith(DATA_PREFIXES):
                return super().fetch(url, headers)
            scheme, _, rest = url.partition("://")
            path = Path(url2pathname(rest.partition("?")[0].partition("#")[0])).resolve()
            kind = TYPES.get(path.suffix)
            if scheme != "file" or kind is None or not path.is_relative_to(root.resolve()):
                raise PermissionError("outside the root")
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Confined(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
