"""Take the pictures of the handbooks: `make manual`; of one alone: `make manual KEYS="bureau"`.

Starts the rehearsal on this machine in a scratch folder, walks through it in Chromium with the
words of the journeys (`tests/journeys`), and writes `static/img/manual/<handbook>/<name>.png`. A
handbook is `applications/data/manuals/<key>.toml`; its walk is the function `WALKS` has under that
key, its day the one of `MOMENTS`.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import manual_admin, manual_bureau, manual_committee, manual_unit
from scripts.manual_illustrator import PICTURES, WIDTH, Illustrator
from tests.journeys import applicant as form
from tests.journeys import unit
from yangcheng_titles.demo.cast import UNITS

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "applications" / "data" / "manuals"
MOMENT = "2021-11-16T09:00"
CHINESE = Path("/usr/lib/chromium/locales/zh-CN.pak")
SEEDING = 300  # seconds
WHO, NAME = "p022", "裴春燕"  # has begun, and filled in nothing
UNIT = "阳城县凤城建筑安装有限公司"


def applicant(arrive) -> None:
    """《申报人操作手册》: from the home page to a file sent back and mended."""
    me = arrive()
    me.open("/").shoot("home", whole=True)
    self_check(me)
    me.open("/accounts/sign-up/").shoot("sign-up")
    me.open("/accounts/sign-in/").shoot("sign-in")
    me.enter_as(WHO).follow(re.compile("YC2021-")).reads("填写评审表")
    here = me.page.url.removeprefix(me.site)
    me.follow("继续：核对申报资格")
    form.fill_everything(me, UNIT)
    for slug in ("basic", "education", "appointment", "report", "materials"):
        me.open(f"{here}sections/{slug}/").shoot(slug)
    me.open(f"{here}sections/basic/").type("联系电话", "1380000").press(form.SAVE)
    me.shoot("section-error")
    me.type("联系电话", form.PHONE).press(form.SAVE)
    me.open(here).shoot("tasks")
    me.open(f"{here}review/").shoot("review")
    me.press("内容无误，去签承诺").reads("签署个人承诺并提交给单位").shoot("commitment")
    me.tick("我已逐条看过").type("承诺人姓名", NAME).press("签署并提交给单位")
    me.reads("已提交给单位").shoot("submitted")
    me.follow("看办件进度").shoot("track")

    hr = arrive()
    hr.enter_as(UNITS[UNIT][0])
    unit.begin_review(hr, NAME)
    unit.return_for_correction(hr, "专业技术工作业绩与荣誉", "请写明改造的效果。")
    me.open(here).reads("改好退回的部分").shoot("returned")


def self_check(me: Illustrator) -> None:
    """Somebody who still lacks a year: the verdict has its time bar."""
    me.open("/check/").press("开始")
    me.answer("您在哪类单位工作？", "国有、国有控股企业").shoot("check-question")
    me.press("继续").choose("您从事的专业技术工作属于哪一类？", "矿山机电").press("继续")
    me.answer("学历层次", "大学专科").choose("学习形式", "全日制")
    me.date("毕业年月", 2020, 7).type("所学专业", "矿山机电").press("继续")
    me.date("单位从什么时候聘您做这项专业技术工作？", 2020, 8).press("继续")
    me.tick("2020年度").press("继续")
    me.tick("以上都没有").press("继续").shoot("check-result")


WALKS = {
    "applicant": applicant,
    "bureau": manual_bureau.walk,
    "committee": manual_committee.walk,
    "unit": manual_unit.walk,
    "admin": manual_admin.walk,
}
MOMENTS = {"bureau": "2021-11-24T08:45", "committee": "2021-12-06T08:50"}


@contextmanager
def rehearsal(moment: str):
    """The rehearsal's address, at `moment`; its data are gone afterwards."""
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="manual-") as scratch:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = os.environ | {
            "DJANGO_ENV": "demo",
            "DATA_DIR": scratch,
            "DATABASE_URL": f"sqlite:///{scratch}/site.sqlite3",
            "GUNICORN_CMD_ARGS": "--no-control-socket",
            "LOG_LEVEL": "ERROR",
            "AT": moment,
            "PORT": str(port),
        }
        site = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "demo"]
        with subprocess.Popen(  # noqa: S603 - our own
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        ) as run:
            try:
                _wait_for(port, run)
                yield site
            finally:
                run.terminate()


def _wait_for(port: int, run: subprocess.Popen) -> None:
    until = time.monotonic() + SEEDING
    while time.monotonic() < until and run.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.5)
    sys.exit("The rehearsal did not start; `make demo` says why.")


def main(keys: list[str]) -> None:
    if unknown := set(keys) - set(WALKS):
        sys.exit(f"no walk for {', '.join(sorted(unknown))}; there are {', '.join(WALKS)}")
    if not CHINESE.exists():
        print("The browser's own buttons will be English: install chromium-l10n.", file=sys.stderr)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu"],
            env=os.environ | {"LANGUAGE": "zh_CN"},
        )
        for key in keys or WALKS:
            with rehearsal(MOMENTS.get(key, MOMENT)) as site:
                WALKS[key](_arrivals(browser, site, key))
            _report(key)
        browser.close()


def _arrivals(browser, site: str, key: str):
    """How somebody new arrives at the site, with a window of their own."""

    def arrive(width: int = WIDTH) -> Illustrator:
        page = browser.new_page(
            viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        me = Illustrator(page, site)
        me.key = key
        return me

    return arrive


def _report(key: str) -> None:
    """Say what was written, and what no walk took although the handbook shows it."""
    source = tomllib.loads((SOURCES / f"{key}.toml").read_text("utf-8"))
    wanted = {s["picture"] for c in source["chapters"] for s in c["steps"] if "picture" in s}
    taken = {path.stem: path.stat().st_size for path in (PICTURES / key).glob("*.png")}
    print(f"{key}: {len(taken)} pictures, {sum(taken.values()) / 1024:.0f} kB")
    if missing := wanted - set(taken):
        sys.exit(f"no picture of {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main(sys.argv[1:])
