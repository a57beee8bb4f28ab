from django.urls import path

from .views import inbox, oidc, own, safety, second_factor, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("code/", sign_in.by_code, name="code"),
    path("oidc/", oidc.begin, name="oidc"),
    path("oidc/callback/", oidc.callback, name="oidc-callback"),
    path("switch-role/", sign_in.switch_role, name="switch-role"),
    path("sign-up/", own.sign_up, name="sign-up"),
    path("welcome/", own.welcome, name="welcome"),
    path("activate/", own.activate, name="activate"),
    path("activate/<str:token>/", own.activate_link, name="activate-link"),
    path("unit/", own.unit, name="unit"),
    path("profile/", own.profile, name="profile"),
    path("phone/", own.prove_phone, name="prove-phone"),
    path("mail/", own.send_link, name="send-link"),
    path("mail/<str:token>/", own.confirm_mail, name="confirm-mail"),
    path("security/", safety.security, name="security"),
    path("security/<int:pk>/end/", safety.end_session, name="end-session"),
    path("security/end-others/", safety.end_other_sessions, name="end-others"),
    path("password/", safety.change_password, name="password"),
    path("second-factor/", second_factor.ask, name="factor"),
    path("second-factor/set-up/", second_factor.set_up, name="factor-set-up"),
    path("second-factor/off/", second_factor.turn_off, name="factor-off"),
    path("session/", safety.session, name="session"),
    path("kept/", safety.kept_post, name="kept"),
    path("messages/", inbox.message_list, name="messages"),
    path("messages/read/", inbox.read_all, name="messages-read"),
    path("messages/<int:pk>/open/", inbox.open_message, name="message-open"),
]
