"""One settings file; every environment variable is read in the block at the top.

DJANGO_ENV is `develop`, `demo`, `rehearsal`, `test` or `production`. Production refuses to start
with a missing secret key, with demo accounts or with DEBUG (see `yangcheng_titles/checks.py` for
what needs the database).
"""

from datetime import time
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- environment -----------------------------------------------------------------------------
ENVIRONMENT = env("DJANGO_ENV", default="develop")
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
FIELD_KEY = env("FIELD_KEY", default="")
DATABASE_URL = env("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'site.sqlite3'}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
SITE_CLOCK = env("SITE_CLOCK", default="")
SITE_CLOCK_ANCHOR = env.float("SITE_CLOCK_ANCHOR", default=0.0)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
SITE_CODE = env("SITE_CODE", default="")
ICP_NUMBER = env("ICP_NUMBER", default="")
POLICE_NUMBER = env("POLICE_NUMBER", default="")
ADMIN_SITE = env.bool("ADMIN_SITE", default=ENVIRONMENT != "production")
IDLE_MINUTES_APPLICANT = env.int("IDLE_MINUTES_APPLICANT", default=30)
IDLE_MINUTES_STAFF = env.int("IDLE_MINUTES_STAFF", default=20)
OFFICE_HOURS = [
    tuple(time.fromisoformat(end) for end in span.split("-"))
    for span in env.list("OFFICE_HOURS", default=["08:00-12:00", "14:30-18:00"])
]
#: Who must have a second step besides the password (security.md §9.3).
_ALL_BUT_UNITS = [
    "department", "clerk", "lead", "secretary", "member", "chair", "teller", "hrss", "admin"
]  # fmt: skip
SECOND_FACTOR_ROLES = frozenset(
    env.list("SECOND_FACTOR_ROLES", default=_ALL_BUT_UNITS if ENVIRONMENT == "production" else [])
)
STAFF_PASSWORD_DAYS = env.int(
    "STAFF_PASSWORD_DAYS", default=90 if ENVIRONMENT == "production" else 0
)
SMS_SENDER = env("SMS_SENDER", default="console" if ENVIRONMENT in {"develop", "demo"} else "")
SMS_URL = env("SMS_URL", default="")
SMS_TOKEN_HEADER = env("SMS_TOKEN_HEADER", default="Authorization")
SMS_TOKEN = env("SMS_TOKEN", default="")
SMS_BODY = env("SMS_BODY", default='{"phone": "{phone}", "text": "{text}"}')
SMS_TIMEOUT = env.float("SMS_TIMEOUT", default=5.0)
EMAIL_URL = env("EMAIL_URL", default="consolemail://" if ENVIRONMENT in {"develop", "demo"} else "")
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="titles@localhost")
MESSAGES_HELD = env.bool("MESSAGES_HELD", default=False)
#: How long what `manage.py retain` removes is kept (review/retention.py, D20).
RETAIN_DAYS = {
    "codes": 30,
    "slips": 180,
    "sessions": 190,
    "outbox": 190,
    "drafts": 730,
    "typed": 365,
    "uploads": 90,
    "workbooks": 30,
    "listed": 730,
    "evidence": 730,
    "contacts": 365,
}
RETAIN_DAYS |= {name: int(days) for name, days in env.dict("RETAIN_DAYS", default={}).items()}
OIDC_RP_CLIENT_ID = env("OIDC_RP_CLIENT_ID", default="")
OIDC_RP_CLIENT_SECRET = env("OIDC_RP_CLIENT_SECRET", default="")
OIDC_RP_SCOPES = env("OIDC_RP_SCOPES", default="openid")
OIDC_RP_SIGN_ALGO = env("OIDC_RP_SIGN_ALGO", default="RS256")
OIDC_OP_AUTHORIZATION_ENDPOINT = env("OIDC_OP_AUTHORIZATION_ENDPOINT", default="")
OIDC_OP_TOKEN_ENDPOINT = env("OIDC_OP_TOKEN_ENDPOINT", default="")
OIDC_OP_USER_ENDPOINT = env("OIDC_OP_USER_ENDPOINT", default="")
OIDC_OP_JWKS_ENDPOINT = env("OIDC_OP_JWKS_ENDPOINT", default="")
OIDC_IDENTITY_CLAIM = env("OIDC_IDENTITY_CLAIM", default="")
OIDC_PHONE_CLAIM = env("OIDC_PHONE_CLAIM", default="")
OIDC_NAME = env("OIDC_NAME", default="统一身份认证")
# ---------------------------------------------------------------------------------------------

PRODUCTION = ENVIRONMENT == "production"
#: Encrypted, or to a mail server of the machine's own, which nobody listens in to.
SAFE_MAIL = ("smtp+tls://", "smtps://", "smtp+ssl://", "smtp://127.0.0.1:")
DEMO = ENVIRONMENT == "demo"
REHEARSAL = ENVIRONMENT == "rehearsal"
KNOWN = ("develop", "demo", "rehearsal", "test", "production")
if ENVIRONMENT not in KNOWN:
    raise ImproperlyConfigured(f"DJANGO_ENV={ENVIRONMENT!r}: use {', '.join(KNOWN)}")
S3_BUCKET = env("S3_BUCKET", default="")
if REHEARSAL:
    # Whatever the office's environment names, a rehearsal has a database, files and keys of its
    # own in one folder, and reaches nobody: no gateway, no mail, no object store, no identity
    # service.
    DATA_DIR = DATA_DIR / "rehearsal"
    DATABASE_URL = f"sqlite:///{DATA_DIR / 'site.sqlite3'}"
    SECRET_KEY = FIELD_KEY = SMS_SENDER = EMAIL_URL = S3_BUCKET = OIDC_RP_CLIENT_ID = ""
    SECOND_FACTOR_ROLES = frozenset()
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost"]
if PRODUCTION:
    if len(SECRET_KEY) < 50 or len(FIELD_KEY) < 32:
        raise ImproperlyConfigured(
            "production needs SECRET_KEY (≥50 characters) and FIELD_KEY (≥32)"
        )
    if DEBUG:
        raise ImproperlyConfigured("production refuses DEBUG")
    if SITE_CLOCK:
        raise ImproperlyConfigured(
            "production refuses SITE_CLOCK: only a rehearsal shifts the clock"
        )
    if SMS_SENDER == "console" or (SMS_SENDER and not SMS_URL.startswith("https://")):
        raise ImproperlyConfigured("production sends codes by SMS_SENDER=http to an https SMS_URL")
    if EMAIL_URL and not EMAIL_URL.startswith(SAFE_MAIL):
        raise ImproperlyConfigured(
            "production sends mail by smtp+tls://, or by smtp://127.0.0.1:25"
        )
else:
    SECRET_KEY = SECRET_KEY or "rehearsal-only-" + "0" * 50
    FIELD_KEY = FIELD_KEY or "rehearsal-only-" + "0" * 32

if SMS_SENDER not in {"", "console", "http"} or (SMS_SENDER == "http" and not SMS_URL):
    raise ImproperlyConfigured("SMS_SENDER is empty, console, or http with an SMS_URL")

if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 10

INSTALLED_APPS = [
    "yangcheng_titles",
    "accounts",
    "components",
    "applications",
    "review",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "accounts.middleware.ClockMiddleware",  # first: pages that say what went wrong show the day
    "yangcheng_titles.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "yangcheng_titles.middleware.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yangcheng_titles.middleware.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yangcheng_titles.middleware.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.AccessMiddleware",
    "accounts.middleware.SessionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yangcheng_titles.urls"
WSGI_APPLICATION = "yangcheng_titles.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yangcheng_titles.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that reads and then writes must not lose to another one half way.
    # FULL: an official record outweighs the 1.5x cost of flushing every commit.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-64000;PRAGMA mmap_size=134217728;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone")},
    },
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "home"
if OIDC_RP_CLIENT_ID:
    AUTHENTICATION_BACKENDS.append("accounts.oidc.Backend")
OIDC_CREATE_USER = False
OIDC_USE_PKCE = True
OIDC_TIMEOUT = 10
OIDC_AUTHENTICATION_CALLBACK_URL = "accounts:oidc-callback"
# One account is slowed down, never a whole unit behind one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
OBJECT_STORE = {
    "BACKEND": "documents.object_store.ObjectStorage",
    "OPTIONS": {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env("S3_ENDPOINT", default="") or None,
        "region_name": env("S3_REGION", default="") or None,
        "access_key": env("S3_ACCESS_KEY", default=""),
        "secret_key": env("S3_SECRET_KEY", default=""),
    },
}
DISK = {"BACKEND": "documents.storage.DurableStorage", "OPTIONS": {"location": MEDIA_ROOT}}
STORAGES = {
    "default": OBJECT_STORE if S3_BUCKET else DISK,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_PERMISSIONS = 0o600
CLAMAV = env("CLAMAV", default="")
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The form asks the road, which it may not import, how late a file may go to its unit.
HAND_IN = "review.queries.hand_in.hand_in"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "yangcheng_titles.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "yangcheng_titles.logs.PrivateFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}
