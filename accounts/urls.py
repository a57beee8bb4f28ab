from django.urls import path

from . import inbox_views, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("switch-role/", views.switch_role, name="switch-role"),
    path("security/", views.security, name="security"),
    path("password/", views.change_password, name="password"),
    path("messages/", inbox_views.message_list, name="messages"),
    path("messages/read/", inbox_views.read_all, name="messages-read"),
    path("messages/<int:pk>/open/", inbox_views.open_message, name="message-open"),
]
