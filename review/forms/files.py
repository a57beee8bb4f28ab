"""Files sent with a form, each through the one upload gate."""

from django import forms

from applications import uploads
from applications.errors import UploadRefused

ACCEPT = "application/pdf,.pdf,image/jpeg,image/png"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At most `most` files, cleaned to `uploads.Checked` each; every refusal is named."""

    widget = FilesInput

    def __init__(self, *, most: int, **kwargs):
        self.most = most
        super().__init__(**kwargs)
        self.widget.attrs |= {"accept": ACCEPT} | ({"multiple": True} if most > 1 else {})

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        files = [file for file in given if file]
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise forms.ValidationError(f"最多{self.most}个文件，现在选了{len(files)}个")
        checked, refusals = [], []
        for file in files:
            try:
                checked.append(uploads.check(file))
            except UploadRefused as refusal:
                refusals.append(str(refusal))
        if refusals:
            raise forms.ValidationError(refusals)
        return checked
