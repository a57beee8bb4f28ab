import re
from datetime import date

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from components.errors import collect
from components.forms import (
    BaseForm,
    FormSetMixin,
    IdentityNumberField,
    PhoneField,
    YearMonthField,
)

TODAY = date(2021, 11, 16)


class Every(BaseForm):
    message_names = {"unit": "单位类型"}

    unit = forms.ChoiceField(
        label="您在哪类单位工作？", choices=[("a", "企业")], widget=forms.RadioSelect
    )
    school = forms.CharField(label="学校名称", help_text="写全称", max_length=5)
    years = forms.MultipleChoiceField(
        label="年度", choices=[("2020", "2020")], widget=forms.CheckboxSelectMultiple
    )
    count = forms.IntegerField(label="学时", min_value=1, max_value=9)
    end = YearMonthField(label="结束年月", help_text="照证书写")
    paper = forms.FileField(label="毕业证书")
    seen = forms.BooleanField(label="我已逐条看过")
    alias = forms.CharField(label="曾用名", required=False)
    number = IdentityNumberField()
    phone = PhoneField()


def draw(form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def field(html: str, name: str) -> str:
    """The wrapper of one field, up to the next."""
    return re.search(rf'id="div_id_{name}".*?(?=id="div_id_|\Z)', html, re.DOTALL)[0]


def test_empty_form_asks_for_everything_by_name():
    form = Every({}, today=TODAY)

    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "unit": "请选择单位类型",
        "school": "请填写学校名称",
        "years": "请选择年度",
        "count": "请填写学时",
        "end": "请填写结束年月",
        "paper": "请上传毕业证书",
        "seen": "请勾选“我已逐条看过”",
        "number": "请填写身份证号",
        "phone": "请填写手机号",
    }


def test_wrong_values_are_named_with_what_was_typed():
    data = {
        "unit": "x",
        "school": "晋城职业技术学院",
        "years": ["1999"],
        "count": "10",
        "number": "14",
        "phone": "1381234567",
        "end_year": "2019",
    }
    form = Every(data, {"paper": SimpleUploadedFile("证书.pdf", b"")}, today=TODAY)

    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "unit": "“x”不在选项里，请重新选择单位类型",
        "school": "学校名称最多5字，现在8字",
        "years": "“1999”不在选项里，请重新选择年度",
        "count": "学时不能大于9，现在是10",
        "end": "结束年月还要填月份",
        "paper": "毕业证书是空文件，请换一个",
        "seen": "请勾选“我已逐条看过”",
        "number": "身份证号应为18位，现在是2位",
        "phone": "手机号应为11位，现在10位",
    }


def test_message_written_by_the_form_is_kept():
    class Own(BaseForm):
        name = forms.CharField(label="姓名", error_messages={"required": "请照证件填写姓名"})

    assert Own({}).errors["name"] == ["请照证件填写姓名"]


def test_percent_sign_in_a_label_does_no_harm():
    class Share(BaseForm):
        share = forms.CharField(label="占比%", max_length=1)

    assert Share({"share": "10"}).errors["share"] == ["占比%最多1字，现在2字"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
    ],
)
def test_phone_is_read_however_it_is_typed(typed, stored):
    assert PhoneField().clean(typed) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("03564220191", "手机号应以1开头，现在以0开头"),
        ("1381234567八", "手机号应为11位数字，现在有别的字符"),
        ("138123456789", "手机号应为11位，现在12位"),
    ],
)
def test_phone_that_cannot_be_is_explained(typed, sentence):
    with pytest.raises(forms.ValidationError) as caught:
        PhoneField().clean(typed)

    assert caught.value.messages == [sentence]


def test_identity_field_gives_birth_date_and_sex():
    form = Every({"number": "１４０５２２１９８８０８０５００８x"}, today=TODAY)
    form.is_valid()

    assert form.cleaned_data["number"] == "14052219880805008X"
    assert form.fields["number"].identity.birth_date == date(1988, 8, 5)


def test_field_is_drawn_label_help_error_input():
    html = field(draw(Every({"school": "太长的学校名称"}, today=TODAY)), "school")

    order = [
        html.index(part)
        for part in (
            'for="id_school"',
            'id="id_school_helptext"',
            'id="id_school_error"',
            '<input type="text" name="school"',
        )
    ]
    assert order == sorted(order)
    assert "zc-field--error" in html
    assert 'aria-describedby="id_school_helptext id_school_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="太长的学校名称"' in html


def test_optional_fields_are_marked_and_required_ones_are_not():
    html = draw(Every(today=TODAY))

    assert "（选填）" in field(html, "alias")
    assert "（选填）" not in field(html, "school")
    assert "*" not in html
    assert " required" not in html


def test_filter_form_marks_nothing_as_optional():
    class Filter(BaseForm):
        mark_optional = False
        q = forms.CharField(label="姓名", required=False)

    assert "（选填）" not in draw(Filter())


@pytest.mark.parametrize("name", ["unit", "years", "end"])
def test_groups_are_fieldsets_with_a_legend_and_their_help(name):
    html = draw(Every({}, today=TODAY))

    assert f'<fieldset id="div_id_{name}"' in html
    assert "<legend>" in field(html, name)
    assert f'aria-describedby="id_{name}' in field(html, name)


def test_pasted_text_is_never_cut_by_the_browser():
    assert "maxlength" not in draw(Every(today=TODAY))


def test_crispy_tag_draws_the_fields_without_a_form_tag():
    form = Every(today=TODAY)
    helper = FormHelper()
    helper.form_tag = False

    html = render_crispy_form(form, helper, {})

    assert "<form" not in html
    assert html.count("zc-field") >= 10


def test_help_text_is_escaped():
    class Risky(BaseForm):
        name = forms.CharField(label="姓名", help_text="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in draw(Risky())


class School(BaseForm):
    name = forms.CharField(label="学校名称")
    form = forms.ChoiceField(label="学习形式", choices=[("a", "全日制")], widget=forms.RadioSelect)
    start = YearMonthField(label="开始年月")

    def clean(self):
        if self.cleaned_data.get("name") == "重名":
            raise forms.ValidationError("两段学历一样，请核对")


class Schools(FormSetMixin, forms.BaseFormSet):
    def get_form_kwargs(self, index):
        return {"today": TODAY}


SchoolSet = forms.formset_factory(School, formset=Schools, extra=0, can_delete=True, min_num=1)


def schools(*entries: dict) -> Schools:
    data = {"s-TOTAL_FORMS": str(len(entries)), "s-INITIAL_FORMS": "0"}
    for number, entry in enumerate(entries):
        data |= {f"s-{number}-{key}": value for key, value in entry.items()}
    return SchoolSet(data, prefix="s")


FULL = {"name": "晋城职业技术学院", "form": "a", "start_year": "2016", "start_month": "9"}


def test_errors_name_the_entry_and_lead_to_the_first_wrong_input():
    formset = schools(FULL, {"start_month": "9"})

    (group,) = collect(formset)

    assert [(item.text, item.target) for item in group.items] == [
        ("第2段：请填写学校名称", "id_s-1-name"),
        ("第2段：请选择学习形式", "id_s-1-form_0"),
        ("第2段：开始年月还要填年份", "id_s-1-start_year"),
    ]


def test_deleted_entries_do_not_count():
    formset = schools({"DELETE": "on"}, FULL | {"name": ""})

    (group,) = collect(formset, word="项")

    assert [item.text for item in group.items] == ["第1项：请填写学校名称"]


def test_error_of_a_whole_form_leads_to_its_first_field():
    formset = schools(FULL | {"name": "重名"})

    (group,) = collect(formset)

    assert [(i.text, i.target) for i in group.items] == [
        ("第1段：两段学历一样，请核对", "id_s-0-name")
    ]


def test_entry_may_name_its_own_place():
    formset = schools(FULL | {"name": ""})
    formset.forms[0].position = "2019年度"

    (group,) = collect(formset)

    assert group.items[0].text == "2019年度：请填写学校名称"


def test_many_errors_are_grouped_by_section():
    part = {"start_month": "9"}
    first, second = schools(part, part), schools(part, part)
    first.title, second.title = "学历", "培训"

    groups = collect(first, second)

    assert [(group.title, len(group.items)) for group in groups] == [("学历", 6), ("培训", 6)]


def test_nothing_wrong_gives_no_summary():
    assert collect(schools(FULL), Every(today=TODAY), None, ()) == []


def test_plain_reasons_are_listed_too():
    (group,) = collect(("公示②11月18日期满",))

    assert [(item.text, item.target) for item in group.items] == [("公示②11月18日期满", "")]


def test_broken_management_form_is_explained():
    formset = SchoolSet({}, prefix="s")

    assert not formset.is_valid()
    assert formset.non_form_errors() == [
        "页面内容不全，没有保存成功。请刷新页面再试，填过的草稿还在。"
    ]
