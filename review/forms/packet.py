"""送303室: the unit names its own person; nobody else's bags are taken (六（三）, D32)."""

from django import forms

from components.forms import BaseForm, PhoneField


class CourierForm(BaseForm):
    """单位专人: who comes to room 303 with the bags."""

    courier = forms.CharField(
        label="送件人姓名",
        max_length=50,
        help_text="单位安排专人报送，不接受个人报送（六（三））。",
        widget=forms.TextInput(attrs={"class": "zc-w18"}),
    )
    courier_phone = PhoneField(label="送件人手机号", help_text="印在送件单上，系统里加密保存。")
