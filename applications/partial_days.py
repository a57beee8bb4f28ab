"""Days as they are stored: `2019-08-01`, or `2019-08` where a paper names only the month."""


def words(text: str) -> str:
    """「2019年8月1日」 of `2019-08-01`, 「2019年8月」 of `2019-08`, "" of nothing."""
    units = zip(text.split("-"), ("年", "月", "日"), strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in units) if text else ""


def month(text: str) -> str:
    """`2019-08-01` or `2019-08` as forms print it, `2019.08`; "" of nothing."""
    return text[:7].replace("-", ".")


def months_between(begin: str, end: str) -> int:
    """Whole months from the month of `begin` to the month of `end`."""
    (y1, m1), (y2, m2) = (map(int, text[:7].split("-")) for text in (begin, end))
    return (y2 - y1) * 12 + m2 - m1


def shift_month(month: str, by: int) -> str:
    """The month `by` months later, as `2019-08`."""
    year, number = map(int, month[:7].split("-"))
    year, number = divmod(year * 12 + number - 1 + by, 12)
    return f"{year}-{number + 1:02d}"


def years_between(days, last: int) -> list[int]:
    """Years from the earliest of `days` (empty ones ignored) to `last`, at most 46."""
    years = [int(day[:4]) for day in days if day]
    return list(range(max(min(years), last - 45), last + 1)) if years else []
