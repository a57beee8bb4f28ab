"""Somebody who walks through the site and takes the pictures of one handbook."""

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from PIL import Image
from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor
from yangcheng_titles.demo.cast import PASSWORD

PICTURES = Path(__file__).resolve().parent.parent / "static" / "img" / "manual"
WIDTH, TALLEST, AIR = 860, 760, 16  # pixels
COLOURS = 48
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Illustrator(Visitor):
    """A visitor who takes pictures for the handbook `key`."""

    key = ""

    def enter_as(self, username: str) -> "Illustrator":
        self.open("/accounts/sign-in/").type("登录名或手机号", username).type("密码", PASSWORD)
        self.press("登录")
        self.page.get_by_role("button", name="退出").wait_for()
        return self

    def region(self, name: str) -> Locator:
        """The part of the page with this heading."""
        return self.main.get_by_role("region", name=name, exact=True)

    def shoot(
        self, name: str, *, whole: bool = False, part: Locator | None = None, tallest: int = TALLEST
    ) -> None:
        """What `main` or a `part` of it shows, cut off below `tallest` pixels; `whole` takes the
        head of the page along. The window ends where the picture does, so that a bar at its foot
        hides nothing.
        """
        size = self.page.viewport_size
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        clip = self._clip(part, whole, tallest)
        self.page.set_viewport_size({**size, "height": round(clip["y"] + clip["height"])})
        self.page.wait_for_load_state("networkidle")
        picture = Image.open(BytesIO(self.page.screenshot(clip=self._clip(part, whole, tallest))))
        self.page.set_viewport_size(size)
        path = PICTURES / self.key / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        self.picture(f"{self.key} {name}")

    def _clip(self, part: Locator | None, whole: bool, tallest: int) -> dict[str, float]:
        box = (part or self.main).bounding_box()
        if part is None:
            left, top, width = 0, 0 if whole else box["y"], self.page.viewport_size["width"]
            height = box["y"] + box["height"] - top
        else:
            left, top = box["x"] - AIR, box["y"] - AIR
            width, height = box["width"] + 2 * AIR, box["height"] + 2 * AIR
        return {"x": left, "y": top, "width": width, "height": min(height, tallest)}

    def download(self, name: str) -> Workbook:
        """The workbook behind a link."""
        with self.page.expect_download() as waiting:
            self.follow(name)
        return load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))

    def upload(self, label: str, book: Workbook, name: str) -> "Illustrator":
        content = BytesIO()
        book.save(content)
        file = {"name": name, "mimeType": XLSX, "buffer": content.getvalue()}
        self.field(label).set_input_files(file)
        return self
