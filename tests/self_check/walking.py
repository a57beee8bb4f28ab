"""How a visitor walks through the questions, and what the pages hold."""

from html.parser import HTMLParser

from applications.models import Specialty

QUESTIONS = "/check/{}/"


class _Inputs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            self.found.append(dict(attrs))


def inputs(response) -> list[dict]:
    parser = _Inputs()
    parser.feed(response.text)
    return parser.found


def checked(response) -> set[str]:
    """Values of the radios and boxes that are ticked."""
    return {one["value"] for one in inputs(response) if "checked" in one}


def typed(response) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in inputs(response) if "name" in one}


def answer(client, step, follow=False, **data):
    return client.post(QUESTIONS.format(step), data, follow=follow)


def specialty(name="机械制造"):
    return Specialty.objects.get(name=name).pk


def degree(level, graduated, major, mode="full_time"):
    year, month = graduated.split("-")
    return {
        "level": level,
        "mode": mode,
        "graduated_year": year,
        "graduated_month": month,
        "major": major,
    }


def day(name, text):
    year, month, *rest = text.split("-")
    return {
        f"{name}_year": year,
        f"{name}_month": month,
        f"{name}_day": rest[0] if rest else "",
    }


def month(name, text):
    year, number = text.split("-")
    return {f"{name}_year": year, f"{name}_month": number}


def walk(client, *, unit="private", field=None, degrees, dates, years, failed="", status=("none",)):
    """Answer everything and give the result page."""
    answer(client, "unit", unit=unit)
    answer(client, "field", specialty=field or specialty())
    for number, row in enumerate(degrees, start=1):
        more = {"another": "1"} if number < len(degrees) else {}
        answer(client, "education", **row, **more)
    answer(client, "appointment", **dates)
    answer(client, "appraisal", years=years, **({"failed": failed} if failed else {}))
    answer(client, "status", status=list(status))
    return client.get("/check/result/")


SECONDARY = degree("中专", "2016-7", "机电技术应用")
BACHELOR = degree("本科", "2019-7", "机械设计制造及其自动化")
COLLEGE = degree("专科", "2019-7", "机械制造与自动化")
