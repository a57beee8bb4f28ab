from django.urls import path

from .views import members

app_name = "members"
urlpatterns = [
    path("", members.members, name="home"),
    path("<int:pk>/confirm/", members.confirm, name="confirm"),
    path("<int:pk>/refuse/", members.refuse, name="refuse"),
    path("invite/", members.invite, name="invite"),
    path("invitations/<int:pk>/cancel/", members.cancel, name="cancel"),
    path("slips/", members.slips, name="slips"),
    path("codes/", members.print_codes, name="codes"),
]
