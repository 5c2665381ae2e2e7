"""How the installation is set up. Everything that differs between machines is read from the environment here, at the top.

Production is the default; DEBUG is the exception. The README's table of settings is checked against this file.
"""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from enchante import payment_settings, safe_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

env = environ.Env()
# For trying things out `make run` writes a .env; what the environment itself says wins.
environ.Env.read_env(BASE_DIR / ".env")


def refuse_in_production(name, value, why):
    """Return the value, or stop with a sentence that says how to mend it."""
    if not DEBUG and not value:
        raise ImproperlyConfigured(f"Set {name}: {why}.")
    return value


def web_address(name, value):
    """Return the address, or stop where no browser would go there."""
    if not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"Set {name} to the address of a website, such as https://nl.wikipedia.org/.")
    return value


def tile_hosts(url):
    """Where pictures of the map may come from, for the headers: the host alone, for a path there must fit to the letter."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}".replace("{s}", "*")] if parts.netloc else []


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = (
    safe_settings.secret_key(
        refuse_in_production("SECRET_KEY", env.str("SECRET_KEY", default=""), "a long random text that nobody else knows"), debug=DEBUG
    )
    or "only-for-trying-things-out-on-your-own-machine-0000000000"
)
ALLOWED_HOSTS = safe_settings.hosts(env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else []), debug=DEBUG)
# Some cities call the network otherwise, e.g. "Hartelijke Plekken".
NETWORK_NAME = env.str("NETWORK_NAME", default="Enchanté")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
DATABASE_URL = refuse_in_production(
    "DATABASE_URL", env.str("DATABASE_URL", default=""), "the address of your PostgreSQL, as postgres://user:password@host/name"
)
LOCAL_POSTGRES = None if DATABASE_URL else VAR / "postgres"
EMAIL_URL = env.str("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Enchanté <info@enchantevzw.be>")
TILE_URL = env.str("TILE_URL", default="")
TILE_ATTRIBUTION = env.str("TILE_ATTRIBUTION", default="")
# Where "Quickly away" on the page of help lines leads: a website that tells nothing about whoever looks at it.
QUICK_EXIT_URL = web_address("QUICK_EXIT_URL", env.str("QUICK_EXIT_URL", default="https://nl.wikipedia.org/"))
# How many proxies of ours stand before the web server; the last one says who knocks.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0 if DEBUG else 1)
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=8)
# Whether PgBouncer stands before PostgreSQL and hands each transaction to whichever connection is free.
PGBOUNCER = env.bool("PGBOUNCER", default=False)
# Where the backup of each night goes, and for whom it is locked; without the second there is none.
BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", default=str(VAR / "backups")))
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
ENCHANTE_SHARED_DATA = Path(env.str("ENCHANTE_SHARED_DATA", default=str(BASE_DIR.parent / "shared" / "data")))

# Who is on which floor: an app may name only the apps above it in this list (see the import contracts in pyproject.toml).
INSTALLED_APPS = [
    "modeltranslation",
    "merchants",
    "vouchers",
    "referrals",
    "encounters",
    "enchante",
    "enchante.apps.TeamAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "lucide",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "enchante.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before the ETag is asked for, so that it is weakened, never changed. Form tokens are masked anew in every answer, and Django adds
    # bytes of random length: what a form repeats tells nobody a secret by its size.
    "enchante.compressing.CompressOnceMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "enchante.page_sheets.SheetInsideMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "enchante.language.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "enchante.guard.QuietTimeMiddleware",
    "enchante.guard.LoginRequiredMiddleware",
    "enchante.guard.WhoDidItMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "enchante.guard.SecondFactorMiddleware",
    "enchante.errors.WrongMethodMiddleware",
    "enchante.errors.NotFoundMiddleware",
]

ROOT_URLCONF = "enchante.urls"
WSGI_APPLICATION = "enchante.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "enchante.components.site",
            ],
            "builtins": ["enchante.components", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

if LOCAL_POSTGRES:
    from enchante import local_postgres

    DATABASES = {"default": local_postgres.address(LOCAL_POSTGRES)}
else:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
# Django's own pool: seven times the requests of a connection per request. There is one for each thread (gunicorn.conf.py), so who waits for
# one waits for a database that is away: not longer than somebody looks at an empty page.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": 5}
# Nothing may be left open on a connection that the next transaction does not get; plans neither (merchants/planned.py).
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = PGBOUNCER

# What runs by itself (enchante/tasks.py) and was missed because the machine was off, is made up for within six hours.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 6 * 3600}

# Shared by all web processes, so that a limit counts for all of them together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "enchante_cache",
        "KEY_FUNCTION": "enchante.cache.unreadable_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "nl"
# The languages in which there is everything: every page, letter and form.
WHOLE_LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
# In these there are the pages for guests (enchante/guest_pages.py). Each is called as its speakers call it.
GUEST_LANGUAGES = [
    ("de", "Deutsch"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("tr", "Türkçe"),
    ("fa", "فارسی"),
    ("es", "Español"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("pl", "Polski"),
    ("pt", "Português"),
]
LANGUAGES = [*WHOLE_LANGUAGES, *GUEST_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nl"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("nl",)} | {code: ("en", "nl") for code, _name in GUEST_LANGUAGES}
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# Of django-leaflet only the static files are used: as an app it wants GDAL.
STATICFILES_DIRS = [BASE_DIR / "static", Path(find_spec("leaflet").origin).parent / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "enchante.lean_files.LeanStorage"},
}

EMAIL_TIMEOUT = 10
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

# Login: a code by mail, no passwords; accounts come from applying or an invitation, never from a sign-up form.
AUTH_USER_MODEL = "merchants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "merchants:my-places"
LOGOUT_REDIRECT_URL = "referrals:home"
ACCOUNT_ADAPTER = "enchante.login.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION = "none"  # Whoever typed the code has the mailbox, and nobody signs up or adds an address here.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {"confirm_login_code": "enchante.login.CodeForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "enchante.login.SecondFactorAdapter"
MFA_FORMS = {"activate_totp": "enchante.login.AppForm", "add_webauthn": "enchante.login.PasskeyForm"}
MFA_TOTP_ISSUER = NETWORK_NAME
MFA_TOTP_TOLERANCE = 1  # A phone's clock may be half a minute off.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

# Which door money goes through: Mollie where there is a key, else the make-believe bank while trying things out, else none.
MOLLIE_API_KEY = payment_settings.mollie_key(env.str("MOLLIE_API_KEY", default=""), debug=DEBUG)
# With a token of the organisation Mollie tells what it keeps for its work; without one these fees are not booked.
MOLLIE_ACCESS_TOKEN = payment_settings.mollie_access_token(env.str("MOLLIE_ACCESS_TOKEN", default=""))
MOLLIE_API_BASE = payment_settings.mollie_base(env.str("MOLLIE_API_BASE", default="https://api.mollie.com"), debug=DEBUG)
# Cards are the one way to pay that a bank may take back months later.
MOLLIE_CARDS = env.bool("MOLLIE_CARDS", default=False)
# From which account places are paid, where a city has none of its own.
PAYOUT_ACCOUNT_HOLDER, PAYOUT_IBAN = payment_settings.payout_account(
    env.str("PAYOUT_ACCOUNT_HOLDER", default="").strip(), env.str("PAYOUT_IBAN", default="").strip()
)
PAYMENT_GATEWAY = "mollie" if MOLLIE_API_KEY else "demo" if DEBUG else ""

# Headers. Nothing is loaded from another host; the tile server is the one exception, and only when it is set.
_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_SELF],
        "img-src": [_SELF, "data:", *tile_hosts(TILE_URL)],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [_SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # Whoever watches the process asks it directly.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_FAILURE_VIEW = "enchante.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# No address holds more (see gunicorn.conf.py): the page itself says what it left out, and Django's error page is never reached.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 24_000

# What went wrong goes to the terminal; never a mail with what somebody typed, never a line that tells when a tap at the counter was.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "enchante.discreet.DiscreetFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
}
