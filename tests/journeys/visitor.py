"""One person at one browser: opens pages, types by label, presses by name, notes failures."""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect

PASSWORD = "rehearsal-2021"
PICTURES = os.environ.get("JOURNEY_PICTURES", "")  # a folder: picture every page of the journeys
PATIENCE = 30_000  # milliseconds; printing a paper is the longest wait
expect.set_options(timeout=PATIENCE)


def _named(words: str) -> re.Pattern:
    """A label or legend with these words; fields that may stay empty say so behind them."""
    return re.compile(rf"^\s*{re.escape(words)}(（选填）)?\s*$")


class Visitor:
    """`complaints` gathers failures of the server and of the scripts in this browser."""

    def __init__(self, page: Page, site: str, *, scripted: bool = True):
        self.page = page
        self.site = site
        self.scripted = scripted
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.request.method} {response.url}: {response.status}")

    # --- going about ----------------------------------------------------------------------------
    def open(self, path: str) -> "Visitor":
        self.page.goto(path if path.startswith("http") else self.site + path)
        return self

    def sign_in(self, membership) -> "Visitor":
        """By the sign-in form, as whoever the membership belongs to."""
        return self.open("/accounts/sign-in/").enter(membership)

    def enter(self, membership) -> "Visitor":
        """Fill in the sign-in form that is open."""
        self.type("登录名或手机号", membership.user.username)
        self.type("密码", PASSWORD)
        self.press("登录")
        expect(self.page.get_by_role("button", name="退出")).to_be_visible()
        return self

    def press(self, name: str, *, within: Locator | None = None) -> "Visitor":
        """The button with exactly this name."""
        (within or self.main).get_by_role("button", name=name, exact=True).click()
        return self

    def follow(self, name: str | re.Pattern, *, within: Locator | None = None) -> "Visitor":
        """The link with exactly this name."""
        (within or self.main).get_by_role("link", name=name, exact=True).click()
        return self

    # --- filling in -----------------------------------------------------------------------------
    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The field with this label, optional or not."""
        return (within or self.main).get_by_label(_named(label))

    def entry(self, prefix: str) -> Locator:
        """One entry of a repeating section: `education-0` is the first school."""
        return self.main.locator(f"#{prefix}")

    def type(self, label: str, text: str, *, within: Locator | None = None) -> "Visitor":
        self.field(label, within=within).fill(text)
        return self

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> "Visitor":
        """An option of a list."""
        self.field(label, within=within).select_option(label=option)
        return self

    def tick(self, label: str, *, within: Locator | None = None) -> "Visitor":
        """A box or a radio button."""
        self.field(label, within=within).check()
        return self

    def answer(self, question: str, choice: str, *, within: Locator | None = None) -> "Visitor":
        """One radio button of the group named by the question."""
        group = (within or self.main).get_by_role("group", name=_named(question))
        group.get_by_label(choice, exact=True).check()
        return self

    def date(self, group: str, *parts: int, within: Locator | None = None) -> "Visitor":
        """年, 月 and, where given, 日 of the group of this name."""
        boxes = (within or self.main).get_by_role("group", name=_named(group))
        for label, part in zip("年月日", parts, strict=False):
            boxes.get_by_label(label, exact=True).fill(str(part))
        return self

    def attach(self, label: str, file: dict) -> "Visitor":
        """Choose a file as people do: the field, then the system's own window."""
        with self.page.expect_file_chooser() as waiting:
            self.field(label).click()
        waiting.value.set_files(file)
        return self

    def download(self, name: str) -> bytes:
        """The file behind the link with exactly this name."""
        with self.page.expect_download() as waiting:
            self.follow(name)
        return Path(waiting.value.path()).read_bytes()

    # --- looking --------------------------------------------------------------------------------
    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reads(self, heading: str | re.Pattern) -> "Visitor":
        """The page has this first heading, and fits a phone."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.picture(heading if isinstance(heading, str) else heading.pattern)
        return self

    def sees(self, *texts: str) -> "Visitor":
        for text in texts:
            expect(self.main).to_contain_text(text)
        return self

    def misses(self, *texts: str) -> "Visitor":
        for text in texts:
            expect(self.main).not_to_contain_text(text)
        return self

    def card(self, title: str) -> Locator:
        """The verdict card whose heading begins so."""
        heading = self.page.get_by_role("heading", name=re.compile(f"^{title}"))
        return self.page.locator(".zc-verdict").filter(has=heading)

    def offer(self, name: str) -> Locator:
        """A step as it is offered: a link when it is open, a grey button when it is not."""
        return self.main.get_by_role("link", name=name, exact=True).or_(
            self.main.get_by_role("button", name=name, exact=True)
        )

    def is_refused(self, step: str, action: str, *reasons: str) -> "Visitor":
        """The step is grey, and its own page says why instead of offering a button."""
        expect(self.offer(step)).to_have_attribute("aria-disabled", "true")
        self.sees(f"现在还不能“{step}”", *reasons)
        self.open(f"{self.page.url}{action}/").reads(step).sees("现在还不能办理", *reasons)
        expect(self.main.get_by_role("button", name=step, exact=True)).to_have_count(0)
        return self

    @property
    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    def fits(self) -> "Visitor":
        """Neither at a desk's width nor on a phone is the page wider than the window."""
        size = self.page.viewport_size
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.overflow <= 0, f"{self.page.url} overflows at {width}"
        self.page.set_viewport_size(size)
        return self

    def picture(self, name: str) -> "Visitor":
        """Keep the page at both widths, if pictures are asked for."""
        if not PICTURES:
            return self
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        number = len(list(folder.glob("*-1280.png"))) + 1
        words = re.sub(r"\W", "", name)[:40]
        size = self.page.viewport_size
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=folder / f"{number:03}-{words}-{width}.png", full_page=True)
        self.page.set_viewport_size(size)
        return self

    def print(self, label: str) -> bytes:
        """The paper behind the button, asked for as the button does, in this browser's session."""
        button = self.main.get_by_role("button", name=label, exact=True)
        asked = button.locator("xpath=ancestor::form")
        fields = {
            name: asked.locator(f"[name={name}]").input_value()
            for name in ("csrfmiddlewaretoken", "kind", "subject")
        }
        response = self.page.request.post(
            self.site + asked.get_attribute("action"),
            form=fields,
            headers={"Referer": self.page.url},
        )
        assert response.ok, f"{label}: {response.status} {response.text()[:2000]}"
        return response.body()
