"""The site's URLs, the style page and a section form whose server can be told how to answer."""

from datetime import date
from threading import Event

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from accounts.access import PUBLIC, access
from components.forms import BaseForm, IdentityNumberField, YearMonthField
from components.shapes import ConflictField
from components.views import style_page
from yangcheng_titles.urls import urlpatterns as site_urlpatterns

PAGE = """{% extends "base.html" %}{% load crispy_forms_tags zc %}
{% block title %}{% zc_error_prefix form %}学历{% endblock %}
{% block content %}{% zc_errors form %}<h1>学历</h1>
<form method="post" id="section" novalidate hx-post="/section/autosave/" hx-swap="none"
      hx-trigger="input delay:1500ms, change delay:200ms, zc:now" hx-sync="this:queue last">
  {% csrf_token %}<input type="hidden" name="version" id="version" value="{{ version }}">
  {{ form|crispy }}
  {% zc_save "saved" %}{% include "components/save_strip.html" %}
  <button class="btn btn-primary" type="submit">保存并继续</button>
</form>{% endblock %}"""
SAVED = """{% load zc %}{% zc_save "saved" at=at oob=True %}
<input type="hidden" name="version" id="version" value="{{ version }}" hx-swap-oob="true">"""
CONFLICT = '{% load zc %}{% zc_conflict fields when=at where="手机" %}'


class School(BaseForm):
    name = forms.CharField(label="学校名称")
    number = IdentityNumberField(required=False)
    start = YearMonthField(label="开始年月", required=False)


class Server:
    """What the fake server does next and what it was sent."""

    answer = 200
    autosaved: list[dict] = []
    submitted: list[dict] = []
    text = "晋城职业技术学院"
    version = 1
    may_answer = Event()


def draw(source: str, request, **context) -> str:
    return engines["django"].from_string(source).render(context, request)


@access(PUBLIC)
def section(request):
    form = School(initial={"name": Server.text}, today=date(2021, 11, 16))
    if request.method == "POST":
        Server.submitted.append(request.POST.dict())
        form = School(request.POST, today=date(2021, 11, 16))
    return HttpResponse(draw(PAGE, request, form=form, version=Server.version))


@access(PUBLIC)
def autosave(request):
    sent = request.POST.dict()
    Server.autosaved.append(sent)
    Server.may_answer.wait(10)
    if Server.answer == 409 or sent["version"] != str(Server.version):
        fields = [ConflictField("name", "学校名称", sent["name"], Server.text)]
        return HttpResponse(draw(CONFLICT, request, fields=fields, at=request.now), status=409)
    if Server.answer != 200:
        return HttpResponse(status=Server.answer)
    Server.version += 1
    Server.text = sent["name"]
    return HttpResponse(draw(SAVED, request, at=request.now, version=Server.version))


@access(PUBLIC)
def open_style_page(request):
    return style_page(request)


urlpatterns = [
    path("style/", open_style_page),
    path("section/", section),
    path("section/autosave/", autosave),
    *site_urlpatterns,
]
