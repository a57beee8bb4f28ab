from django.urls import include, path

from accounts import admin as accounts_admin
from accounts.access import access
from accounts.roles import STAFF
from accounts.views.sign_in import landing
from components.views import style_page

from . import views

handler400 = views.bad_request
urlpatterns = [
    path("unit/members/", include("accounts.member_urls")),
    path("", include("review.public_urls")),
    path("", include("review.urls")),
    path("", include("applications.public_urls")),
    path("check/", include("applications.check_urls")),
    path("applications/", include("applications.urls")),
    path("settings/", include("applications.settings_urls")),
    path("settings/", include("accounts.settings_urls")),
    path("settings/", include("review.settings_urls")),
    path("settings/styleguide/", access(*STAFF)(style_page), name="styleguide"),
    path("accounts/", include("accounts.urls")),
    path("landing/", landing, name="landing"),
    path("type-size/", views.type_size, name="type-size"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
handler500 = views.server_error
if accounts_admin.site.enabled:
    urlpatterns.append(path("admin/", accounts_admin.site.urls))
