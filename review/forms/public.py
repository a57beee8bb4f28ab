"""What a visitor without an account may fill in."""

from typing import ClassVar

from django import forms

from components.forms import BaseForm, PhoneField, plain_text
from review.models import Enquiry

from .files import FilesField
from .guarded import GuardedForm

MOST_FILES = 5


class ObjectionForm(GuardedForm):
    """异议 to a running notice. With one's name, or without; both are taken."""

    cases = forms.TypedMultipleChoiceField(
        label="反映谁的问题", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    content = forms.CharField(
        label="反映内容",
        help_text="请写明时间、地点和具体情况，10至2000字。",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    named = forms.ChoiceField(
        label="实名还是不具名",
        help_text="实名反映会得到书面答复。您的信息只给承办人看。",
        widget=forms.RadioSelect,
        choices=[("yes", "实名"), ("no", "不具名")],
    )
    name = forms.CharField(label="姓名（实名反映填写）", max_length=50, required=False)
    phone = PhoneField(label="手机号（实名反映填写）", required=False)
    message_names: ClassVar[dict] = {
        "cases": "反映的对象",
        "content": "反映的具体情况",
        "named": "实名还是不具名",
        "name": "姓名",
        "phone": "手机号",
    }
    mark_optional = False

    def __init__(self, *args, people: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].error_messages |= {
            "required": "请写明反映的具体情况，至少10个字",
            "min_length": "请写明反映的具体情况，至少10个字，现在%(show_value)d个字",
        }
        if people:
            self.fields["cases"].choices = people
        else:
            del self.fields["cases"]

    def clean(self):
        data = super().clean()
        if data.get("named") == "yes":
            for key, words in (("name", "请填写姓名"), ("phone", "请填写手机号")):
                if not data.get(key) and not self.has_error(key):
                    self.add_error(key, words)
        elif data.get("named") == "no":
            data["name"] = data["phone"] = ""
        return data


class EvidenceForm(BaseForm):
    """证据材料 of an objection, chosen where it is handed in: browsers carry no files along."""

    files = FilesField(
        label="证据材料",
        required=False,
        most=MOST_FILES,
        help_text=f"没有可以不传。JPG、PNG或PDF，最多{MOST_FILES}个，每个不超过10MB。",
    )


class EnquiryForm(GuardedForm):
    """咨询投诉: what about, in one's own words; how to be reached only if one wants to be."""

    kind = forms.ChoiceField(label="类型", choices=Enquiry.Kind.choices, widget=forms.RadioSelect)
    content = forms.CharField(
        label="内容",
        help_text="10至2000字。请不要写身份证号。",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    contact = forms.CharField(
        label="联系方式", help_text="只给承办人看。", max_length=100, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].error_messages["min_length"] = (
            "请写清楚要问或要反映的事，至少10个字，现在%(show_value)d个字"
        )


class NumberAndCodeForm(BaseForm):
    """A number and the code printed beside it on the receipt."""

    number = forms.CharField(label="申报编号", max_length=30)
    code = forms.CharField(
        label="查询码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_number(self):
        return plain_text(self.cleaned_data["number"]).upper()

    def clean_code(self):
        return plain_text(self.cleaned_data["code"])


class ReceiptForm(NumberAndCodeForm):
    """The number and code of an objection or an enquiry."""

    number = forms.CharField(label="受理编号", max_length=30)


class ReceiptCodeForm(BaseForm):
    code = forms.CharField(
        label="查询码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_code(self):
        return plain_text(self.cleaned_data["code"])


class ResultForm(BaseForm):
    """A name, and the unit or the certificate's number: nobody is found by half of it."""

    name = forms.CharField(label="姓名", max_length=50)
    unit = forms.CharField(
        label="工作单位",
        help_text="写单位名称里的几个字就可以，至少4个字。知道证书编号的，可以只填编号。",
        min_length=4,
        max_length=100,
        required=False,
    )
    number = forms.CharField(label="证书编号", max_length=40, required=False)
    mark_optional = False

    def clean_name(self):
        return "".join(self.cleaned_data["name"].split())

    def clean_number(self):
        return plain_text(self.cleaned_data["number"]).upper()

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("unit") and not data.get("number"):
            self.add_error("unit", "请填写工作单位或证书编号，填一样就可以")
        return data


class CertificateForm(BaseForm):
    number = forms.CharField(label="证书编号", max_length=40)
    name = forms.CharField(label="姓名", max_length=50)

    def clean_number(self):
        return plain_text(self.cleaned_data["number"]).upper()

    def clean_name(self):
        return "".join(self.cleaned_data["name"].split())


class PaperForm(BaseForm):
    """The name on a certificate whose QR code led here; the code stands for its number."""

    name = forms.CharField(label="证书上的姓名", max_length=50)

    def clean_name(self):
        return "".join(self.cleaned_data["name"].split())
