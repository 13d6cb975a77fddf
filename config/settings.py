"""All settings, read once from the environment. Each KAPOK_* variable is explained in
docs/guides/operate.md; a guard test keeps the two together."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment as env
from kapok.core.common import logs

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.text("KAPOK_ENV", "development")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise ImproperlyConfigured(f"KAPOK_ENV={ENVIRONMENT!r}: use development, test or production.")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("KAPOK_DEBUG", False)
DEMO = env.flag("KAPOK_DEMO", False)
VAR = env.folder("KAPOK_VAR", BASE_DIR / "var")

# The development secrets are public knowledge; kapok.core.common.checks refuses them in production.
DEVELOPMENT_SECRET = "development-only-secret-0123456789-not-for-production"  # noqa: S105
DEVELOPMENT_KEY = "dev1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
SECRET_KEY = env.text("KAPOK_SECRET_KEY", None if PRODUCTION else DEVELOPMENT_SECRET)
# "keyid:base64-of-32-bytes", newest first; older ones still open what they sealed.
FIELD_KEYS = env.words("KAPOK_FIELD_KEYS", "" if PRODUCTION else DEVELOPMENT_KEY)
BLIND_INDEX_KEY = env.text("KAPOK_BLIND_INDEX_KEY", None if PRODUCTION else DEVELOPMENT_SECRET)
ALLOWED_HOSTS = env.words("KAPOK_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("KAPOK_TRUSTED_ORIGINS")
SITE_URL = env.text("KAPOK_SITE_URL", None if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "kapok.core.accounts",  # before allauth: its templates and words go first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "procrastinate.contrib.django",
    "kapok.core.common",
    "kapok.core.regions",
    "kapok.core.substations",
    "kapok.core.access",
    "kapok.core.journal",
    "kapok.core.policies",
    "kapok.core.ui",
    "kapok.organization.organizations",
    "kapok.organization.volunteers",
    "kapok.activity.projects",
    "kapok.activity.activities",
    "kapok.activity.attendance",
    "kapok.activity.records",
    "kapok.recognition.points",
    "kapok.recognition.stars",
    "kapok.recognition.certificates",
    "kapok.recognition.store",
    "kapok.information.notices",
    "kapok.information.portal",
    "kapok.testing",
]

MIDDLEWARE = [
    "kapok.core.common.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kapok.core.substations.middleware.SubstationPrefix",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kapok.core.accounts.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kapok.core.access.middleware.SecondFactorForStaff",
    "kapok.core.common.middleware.RefusalPages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "kapok" / "core" / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kapok.core.ui.context.interface",
                "kapok.information.notices.context.unread",
            ],
            "builtins": ["kapok.core.ui.templatetags.ui"],
        },
    },
]


def database(url: str) -> dict:
    parts = urlsplit(url)
    pool = env.number("KAPOK_DB_POOL", 8)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            **({"pool": {"min_size": 1, "max_size": pool, "timeout": 30}} if pool else {}),
            **{name: unquote(value) for name, value in query.items()},
        },
        # Behind PgBouncer in transaction mode no server-side cursor outlives its statement.
        "DISABLE_SERVER_SIDE_CURSORS": env.flag("KAPOK_PGBOUNCER", False),
        "TEST": {"NAME": env.text("KAPOK_TEST_DATABASE", "test_kapok")},
    }


# bin/* exports DATABASE_URL of the embedded server; production must name its own.
DATABASES = {"default": database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "kapok.core.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# accounts.forms.SignUp asks for one of phone and e-mail.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "kapok.core.accounts.forms.LogIn",
    "signup": "kapok.core.accounts.forms.SignUp",
    "request_login_code": "kapok.core.accounts.forms.RequestLoginCode",
    "reset_password": "kapok.core.accounts.forms.ResetPassword",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # for whoever has proved no phone: accounts.stages.EmailStage
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# Failed sign-ins: by address, and by account (accounts.adapter words the lock).
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "change_phone": "5/m/user",
    "enrol_duplicate": "10/h/user",
    "guardian_link": "5/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Kapok"
USERSESSIONS_TRACK_ACTIVITY = False
# Tests sign people in without forms; the tests of the second factor turn it on.
STAFF_SECOND_FACTOR = ENVIRONMENT != "test"

SESSION_ENGINE = "kapok.core.accounts.sessions"
# How long another machine may still know a session that has ended; on this one it ends at once.
SESSION_MEMORY_SECONDS = 0 if ENVIRONMENT == "test" else 1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = PRODUCTION and env.flag("KAPOK_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
LANGUAGE_COOKIE_NAME = "kapok_language"
TIME_ZONE = "Asia/Shanghai"  # the civil day of the regions served; the database stores UTC
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if ENVIRONMENT == "test" or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

EMAIL_BACKEND = env.text(
    "KAPOK_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = env.text("KAPOK_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("KAPOK_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("KAPOK_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("KAPOK_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("KAPOK_EMAIL_TLS", False)
DEFAULT_FROM_EMAIL = env.text("KAPOK_EMAIL_FROM", "Kapok <no-reply@kapok.invalid>")
SMS_BACKEND = env.text("KAPOK_SMS_BACKEND", "" if PRODUCTION else "kapok.core.accounts.sms.DevelopmentSms")

# The demonstration seal is made by bin/setup; production names a PKCS#12 file of a licensed authority.
SEAL_FILE = env.text("KAPOK_SEAL_FILE", "" if PRODUCTION else str(VAR / "seal" / "demo.p12"))
SEAL_PASSWORD = env.text("KAPOK_SEAL_PASSWORD", "" if PRODUCTION else "demonstration")
TSA_URL = env.text("KAPOK_TSA_URL", "")
# Fonts of the PDFs; a province adds folders with fonts for its rarest names (GB 18030 level 3).
FONT_DIRS = [
    *(BASE_DIR / "node_modules" / "@expo-google-fonts" / name for name in ("noto-serif-sc", "noto-sans-sc")),
    *(Path(folder).resolve() for folder in env.words("KAPOK_FONTS")),
]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kapok_cache"}}
if ENVIRONMENT == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOG_LEVEL = env.text("KAPOK_LOG_LEVEL", "INFO")
LOGGING_CONFIG = None
logs.configure(production=PRODUCTION, level=LOG_LEVEL)
