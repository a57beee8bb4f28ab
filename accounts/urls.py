from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("switch-role/", views.switch_role, name="switch-role"),
    path("security/", views.security, name="security"),
    path("password/", views.change_password, name="password"),
]
