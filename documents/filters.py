"""Template filters and tags of the print layouts (a builtin library of ``documents.pdf``)."""

from django import template

from documents import words

register = template.Library()

register.filter("chinese_date", words.chinese_date)
register.filter("chinese_time", words.chinese_time)
register.filter("year_month", words.year_month)
register.filter("or_none", words.or_none)
register.filter("or_space", words.or_space)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something, each a paragraph."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]
