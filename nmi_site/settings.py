"""Settings, all of them, read from the environment.

`docs/hosting.md` lists every variable. With none set, the site runs on this machine from SQLite in `var/`.
"""

from pathlib import Path

import django

from nmi_site import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")

# --- Whose site this is: printed on every page ---

SITE_NAME = environment.text("SITE_NAME", "The Mission Record")
SITE_PUBLISHER = environment.text("SITE_PUBLISHER", "the editors of The Mission Record")
SITE_CONTACT = environment.mail_address("SITE_CONTACT", "editors@example.org")
CONTENT_LICENCE = environment.text("CONTENT_LICENCE", "CC BY 4.0")
# The folder of about.md, method.md, accessibility.md and licence.md.
PAGES_DIR = environment.folder("PAGES_DIR", BASE_DIR / "fixtures" / "pages")

# Absolute addresses come from here, never from a request's Host header, which a visitor chooses.
site = environment.site("SITE_URL", "http://localhost:8000")
SITE_URL = site.geturl()
HOST = f"[{site.hostname}]" if ":" in (site.hostname or "") else site.hostname or ""
LOCAL = ["localhost", "127.0.0.1", "[::1]"]
is_secure = site.scheme == "https"

# --- Django ---

SECRET_KEY = environment.secret_key("SECRET_KEY", file=VAR_DIR / "secret-key", is_public=is_secure)
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", LOCAL if HOST in LOCAL else [HOST])
# Where the desk answers. Readers are never told.
ADMIN_PATH = environment.admin_path("ADMIN_PATH")

INSTALLED_APPS = [
    "missions",
    "nmi_site.desk.DeskConfig",  # django.contrib.admin with the desk's own order
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "markdownx",
]

MIDDLEWARE = [
    "nmi_site.logs.number_requests",
    # Outside Django's own, so that refusals and static files have their headers too.
    "nmi_site.headers.protect",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "nmi_site.room.keep_room",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "missions.admin.sessions.end_old_sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Says to old browsers what frame-ancestors says to the others.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "missions.admin.addresses.refuse_nul",
    "missions.admin.throttle.remember_browser",
    "axes.middleware.AxesMiddleware",
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

# Only the parts that all pages share are kept here, and not while somebody works on the templates.
CACHES = {
    "default": {"BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}"},
}

DATABASES = {"default": environment.database("DATABASE_URL", file=VAR_DIR / "db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Django's own, which cannot read on a disk that is full or read-only.
    DATABASES["default"]["ENGINE"] = "nmi_site.sqlite"
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
# Until there are words in other languages, looking for them would take a quarter of the time of each page.
USE_I18N = LOCALE_PATHS[0].is_dir()
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
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Finished pages that each server process holds.
BAKED_BYTES = environment.number("BAKED_MEGABYTES", 64, least=1, most=65_536) * 1024 * 1024

# YAML fixtures are written and read by the project's own serializer: readable blocks, natural keys, a stable order.
SERIALIZATION_MODULES = {"yaml": "missions.files.serializer"}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Safety ---

# A record with 300 entries is one form: each of their fields travels twice, as it is and as it was opened, and a letter
# that is not Latin takes six characters or more on its way.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# The rules are in missions/admin/throttle.py; axes lets go of what is older than the longest of them.
AXES_HANDLER = "missions.admin.throttle.Throttle"
AXES_USERNAME_CALLABLE = "missions.admin.throttle.name_of"
AXES_CLIENT_IP_CALLABLE = "missions.admin.throttle.origin"
AXES_LOCKOUT_CALLABLE = "missions.admin.throttle.wait_page"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 1
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# With it, who has set up no second factor is asked to before anything of the desk is shown.
REQUIRE_SECOND_FACTOR = environment.flag("REQUIRE_SECOND_FACTOR")
OTP_TOTP_ISSUER = SITE_NAME

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Own files alone: no script, style or form of anybody else, and none within a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        # `frame-src`: the desk shows the page that a draft would make.
        **{f"{kind}-src": ["'self'"] for kind in ("script", "style", "font", "connect", "frame")},
        # `data:` are the small signs in the desk's style sheets.
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # nmi_site/reports.py; browsers that know the second, which is for https alone, pass the first over.
        "report-uri": "/csp-reports/",
        **({"report-to": "csp"} if is_secure else {}),
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# With https in SITE_URL everything that travels is locked to it.
SECURE_SSL_REDIRECT = is_secure
SECURE_HSTS_SECONDS = 31_536_000 if is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = is_secure
SECURE_HSTS_PRELOAD = is_secure
# The prefix lets browsers refuse these cookies from another host, and over http.
SESSION_COOKIE_NAME = "__Host-session" if is_secure else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if is_secure else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = is_secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# An hour after the last work, and twelve after the login, a session ends: stricter than NIST SP 800-63B-4, 2.2.3.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 3600
SESSION_ENGINE = "missions.admin.session_store"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# With a mail server, who forgot a password gets a link by mail.
mail_server = {
    "host": environment.text("EMAIL_HOST"),
    "port": environment.number("EMAIL_PORT", 587, least=1, most=65_535),
    "username": environment.text("EMAIL_HOST_USER"),
    "password": environment.text("EMAIL_HOST_PASSWORD"),
    "use_tls": environment.flag("EMAIL_USE_TLS", default=True),
}
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"OPTIONS": mail_server}}
else:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = mail_server.values()
DEFAULT_FROM_EMAIL = environment.mail_address("DEFAULT_FROM_EMAIL", SITE_CONTACT)
HAS_MAIL = bool(mail_server["host"])
CSRF_FAILURE_VIEW = "missions.admin.refusals.csrf_failure"
LOGIN_REDIRECT_URL = "admin:index"
# The proxy in front must set this header itself and drop what a visitor sent: docs/hosting.md.
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
CLIENT_ADDRESS_HEADER = environment.header("CLIENT_ADDRESS_HEADER", "X-Forwarded-For")
if is_secure and BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# One line an event, "plain" for people or "json" for programs: nmi_site/logs.py.
LOGGING = logs.configuration(environment.choice("LOG_FORMAT", "plain", "json"))
