"""Settings, all of them, read from the environment.

`docs/hosting.md` lists every variable. With none set, the site runs on this machine from SQLite in `var/`.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import django
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def secret_key() -> str:
    key = os.environ.get("SECRET_KEY", "")
    file = VAR_DIR / "secret-key"
    if not key and file.is_file():
        key = file.read_text().strip()
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Run `make setup`, which writes one to var/secret-key, "
            "or set the environment variable SECRET_KEY to a long random text."
        )
    return key


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# --- Whose site this is: printed on every page ---

SITE_NAME = os.environ.get("SITE_NAME", "The Mission Record")
SITE_PUBLISHER = os.environ.get("SITE_PUBLISHER", "the editors of The Mission Record")
SITE_CONTACT = os.environ.get("SITE_CONTACT", "editors@example.org")
CONTENT_LICENCE = os.environ.get("CONTENT_LICENCE", "CC BY 4.0")
# The folder of about.md, method.md, accessibility.md and licence.md.
PAGES_DIR = Path(os.environ.get("PAGES_DIR", BASE_DIR / "fixtures" / "pages"))

# Absolute addresses come from here, never from a request's Host header, which a visitor chooses.
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
site = urlsplit(SITE_URL)
if site.scheme not in ("http", "https") or not site.hostname or site.path:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}. Give the scheme and the host alone, for example https://record.example.org"
    )
is_local = site.hostname in ("localhost", "127.0.0.1", "::1")

# --- Django ---

SECRET_KEY = secret_key()
DEBUG = os.environ.get("DEBUG", "") == "1"
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or [site.hostname, *(["localhost", "127.0.0.1", "[::1]"] if is_local else [])]

INSTALLED_APPS = [
    "missions",
    "nmi_site.desk.DeskConfig",  # django.contrib.admin with the desk's own order
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "markdownx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Says to old browsers what frame-ancestors says to the others.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "missions.admin.addresses.refuse_nul",
]

ROOT_URLCONF = "nmi_site.urls"
WSGI_APPLICATION = "nmi_site.wsgi.application"

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
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=None, conn_health_checks=True)
    if os.environ.get("DATABASE_URL")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3", "CONN_MAX_AGE": None},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Takes the write lock at the start, so that two writers wait for each other instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Words and times ---

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "missions" / "locale"]
USE_TZ = True
# Public times are UTC and say so.
TIME_ZONE = "UTC"

# --- Files ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
# Finished pages that each server process holds.
BAKED_BYTES = int(os.environ.get("BAKED_MEGABYTES", "64")) * 1024 * 1024

# YAML fixtures are written and read by the project's own serializer: readable blocks, natural keys, a stable order.
SERIALIZATION_MODULES = {"yaml": "missions.files.serializer"}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Safety ---

# A record with 300 entries is one form: each of their fields travels twice, as it is and as it was opened, and a letter
# that is not Latin takes six characters or more on its way.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# With https in SITE_URL everything that travels is locked to it.
is_secure = site.scheme == "https"
SECURE_SSL_REDIRECT = is_secure
SECURE_HSTS_SECONDS = 31_536_000 if is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = is_secure
SECURE_HSTS_PRELOAD = is_secure
SESSION_COOKIE_SECURE = is_secure
CSRF_COOKIE_SECURE = is_secure
# With a mail server, who forgot a password gets a link by mail.
mail_server = {
    "host": os.environ.get("EMAIL_HOST", ""),
    "port": int(os.environ.get("EMAIL_PORT", "587")),
    "username": os.environ.get("EMAIL_HOST_USER", ""),
    "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
    "use_tls": os.environ.get("EMAIL_USE_TLS", "1") == "1",
}
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"OPTIONS": mail_server}}
else:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = mail_server.values()
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", SITE_CONTACT)
HAS_MAIL = bool(mail_server["host"])
CSRF_FAILURE_VIEW = "missions.admin.refusals.csrf_failure"
LOGIN_REDIRECT_URL = "admin:index"
# The proxy in front must set this header itself and drop what a visitor sent: docs/hosting.md.
if is_secure and os.environ.get("BEHIND_PROXY", "") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
