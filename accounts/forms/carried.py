"""What was read from a workbook, carried by the check page to the press that saves it."""

import json

from django import forms

INCOMPLETE = "读到的内容不完整，请重新上传Excel文件"


class CarriedField(forms.CharField):
    """JSON a page of ours sent along. Django's own field makes an error of ours of numbers and
    brackets beyond what Python reads (D24).
    """

    def to_python(self, value):
        try:
            return json.loads(value) if value else None
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(INCOMPLETE) from error


def is_row(one, known: set[str]) -> bool:
    """[row number, {column: text}] with nothing else in it."""
    if not (isinstance(one, list) and len(one) == 2 and isinstance(one[1], dict)):
        return False
    number, words = one
    texts = all(value is None or isinstance(value, str) for value in words.values())
    return type(number) is int and set(words) <= known and texts
