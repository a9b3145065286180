"""Django settings. The environment is read here, once, and a wrong value stops the program.

Every variable is described in docs/running.md; nothing else of the product reads the environment.
"""

import os
import secrets
import zoneinfo
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

CHECKOUT = Path(__file__).resolve().parent.parent


def is_on(name: str) -> bool:
    """A switch of the environment, off unless set."""
    value = os.environ.get(name, "off").strip().lower()
    if value in ("on", "1", "true", "yes"):
        return True
    if value in ("off", "0", "false", "no", ""):
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; allowed are: on, off")


def zone(name: str, default: str) -> str:
    """A time zone of the environment."""
    value = os.environ.get(name) or default
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; allowed are names of time zones such as Asia/Shanghai"
        ) from None
    return value


def secret_key(folder: Path) -> str:
    """The key given by the environment, else one made once and kept for this folder."""
    if given := os.environ.get("DOORSTEP_SECRET_KEY"):
        if len(given) < 50:
            raise ImproperlyConfigured(
                "DOORSTEP_SECRET_KEY is too short; allowed are 50 characters and more"
            )
        return given
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made := secrets.token_urlsafe(50))
    return made


def database(name: str, default: Path) -> dict[str, object]:
    """The database of an address `sqlite:///…` or `postgres://user:password@host:port/name`.

    Parameters after "?" of a postgres address are passed to the driver (`sslmode`, `options`);
    `prepare_threshold=off` is for a pooler that hands connections round between transactions. One
    on another machine is reached by TLS with its certificate checked, or not at all: the driver
    alone would fall back to plain text without a word.
    """
    value = os.environ.get(name) or f"sqlite:///{default}"
    url = urlsplit(value)
    if url.scheme == "sqlite" and not url.netloc and len(url.path) > 1:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path[1:]),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # split at ";" and run piece by piece. FULL: a phone deletes its copy of a visit
                # once we have answered, so an answer must survive a power cut.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536;"
                    "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                    "PRAGMA secure_delete=ON"
                ),
            },
        }
    if url.scheme in ("postgres", "postgresql") and len(url.path) > 1:
        options: dict[str, object] = dict(parse_qsl(url.query))
        threshold = options.pop("prepare_threshold", "1")
        host = str(options.pop("host", unquote(url.hostname or "")))
        is_here = host in ("", "localhost", "127.0.0.1", "::1") or host.startswith("/")
        if not is_here and options.setdefault("sslmode", "verify-full") != "verify-full":
            raise ImproperlyConfigured(
                f"{name} names a database on another machine without checking its certificate; "
                "write sslmode=verify-full, and sslrootcert=/path where its issuer is your own"
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": host,
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            # what `kit.prepared` asks is planned once a connection, after so many askings
            "OPTIONS": options
            | {"prepare_threshold": None if threshold == "off" else int(str(threshold))},
        }
    raise ImproperlyConfigured(
        f"{name} cannot be read; allowed are sqlite:///var/doorstep.sqlite3, "
        "sqlite:////absolute/path and postgres://user:password@host:port/name"
    )


DEBUG = is_on("DOORSTEP_DEBUG")
HTTPS = is_on("DOORSTEP_HTTPS")
IN_CHECKOUT = (CHECKOUT / "manage.py").exists()
VAR = Path(os.environ.get("DOORSTEP_VAR") or (CHECKOUT if IN_CHECKOUT else Path.cwd()) / "var")
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds the register
SECRET_KEY = secret_key(VAR)
KEYS = Path(os.environ.get("DOORSTEP_KEYS") or VAR / "keys")  # of sealed text: see kit.vault
ROADS = os.environ.get("DOORSTEP_ROADS", "")  # a file of roads; without one ways are straight
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("DOORSTEP_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
DATABASES = {"default": database("DATABASE_URL", VAR / "doorstep.sqlite3")}
TIME_ZONE = zone("DOORSTEP_TZ", "Asia/Shanghai")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # office comes before allauth: its templates of the sign-in pages win
    "doorstep.office",
    "doorstep.field",
    "doorstep.api",
    "doorstep.cli",
    "doorstep.scenarios",
    "doorstep.rights",
    "doorstep.safeguarding",
    "doorstep.packs",
    "doorstep.figures",
    "doorstep.sync",
    "doorstep.points",
    "doorstep.visits",
    "doorstep.stars",
    "doorstep.pairing",
    "doorstep.categories",
    "doorstep.partners",
    "doorstep.jobs",
    "doorstep.funds",
    "doorstep.activities",
    "doorstep.campaigns",
    "doorstep.supervision",
    "doorstep.samples",
    "doorstep.stations",
    "doorstep.needs",
    "doorstep.register",
    "doorstep.meetings",
    "doorstep.method",
    "doorstep.entry",
    "doorstep.people",
    "doorstep.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "doorstep.office.middleware.KnownMethods",
    "doorstep.office.phones.ShortWay",  # what follows serves browsers alone
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "doorstep.office.middleware.LanguageOfPerson",
    "doorstep.office.middleware.KeptNowhere",
    "doorstep.office.middleware.NotTooLarge",
    "doorstep.office.middleware.NoNulls",
    "doorstep.office.middleware.ToldToday",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "doorstep.office.entry.watch.Watch",
    "doorstep.office.once.SentOnce",
    "doorstep.office.middleware.NotVisibleIsNotFound",
    "doorstep.office.middleware.NothingToShow",
]
ROOT_URLCONF = "doorstep.urls"
WSGI_APPLICATION = "doorstep.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "doorstep.office.context.office",
            ]
        },
    }
]
FORM_RENDERER = "doorstep.office.rendering.LookRenderer"

# Languages: Django knows no Tibetan; what a catalogue lacks is shown in LANGUAGE_CODE.
LANG_INFO["bo"] = {"bidi": False, "code": "bo", "name": "Tibetan", "name_local": "བོད་ཡིག"}
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [Path(__file__).parent / "planner" / "locale"]  # a room without Django
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English")), ("bo", _("Tibetan"))]
# What the command line says: Chinese at a Chinese terminal, else English.
TERMINAL_LANGUAGE = (
    "zh-hans"
    if (os.environ.get("DOORSTEP_LANG") or os.environ.get("LANG", "")).startswith("zh")
    else "en"
)
USE_TZ = True
DATE_FORMAT = "Y-m-d"

# Signing in: by login name; accounts are made by set-up, invitation or `doorstep create-user`,
# never by signing up.
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "doorstep.entry.rules.NoHouseWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "doorstep.office.signing_in.ClosedDoor"
ACCOUNT_FORMS = {
    "login": "doorstep.office.signing_in.SignIn",
    "change_password": "doorstep.office.entry.codes.ChangePassword",
    "reauthenticate": "doorstep.office.entry.codes.PasswordOnceMore",
    "set_password": "doorstep.office.entry.codes.SetPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Whom a wrong password counts for is decided in office/signing_in.py: browsers that know a login
# have tries of their own, strangers share theirs. No limit counts pages, which would bar everybody
# behind the same address.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_known": "5/5m/key",
    "login_strange": "20/m/ip,5/5m/key",
    "login_failed": "5/5m/key",  # codes of second factors, after a right password
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "doorstep.office.signing_in.SecondFactors"
MFA_FORMS = {
    "activate_totp": "doorstep.office.entry.codes.ActivateApp",
    "add_webauthn": "doorstep.office.entry.codes.AddPasskey",
    "authenticate": "doorstep.office.entry.codes.CodeAtSignIn",
    "edit_webauthn": "doorstep.office.entry.codes.RenamePasskey",
    "reauthenticate": "doorstep.office.entry.codes.CodeOnceMore",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser allows that on this computer alone
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Doorstep"
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ

# Limits on signing in are counted here, so the workers must share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
    },
    # counts of who asks at the two doors that are open to all: whoever floods these drops no count
    # of signing in, which is in the other one
    "doors": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache-of-doors",
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    },
}

WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SESSION_ENGINE = "doorstep.office.sessions"  # keeps no moment at which somebody began to work
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day: office computers are shared
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # our scripts send the forms, which hold the token
# Over HTTPS a browser takes these names from this very host alone, and whole.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
# What is said after an act may name a person: it waits on the server, not in the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
REQUEST_MOST_BYTES = 80 * 1024**2  # a ledger is 64 MB at most, which its form says
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

DATA_UPLOAD_MAX_NUMBER_FILES = 110  # ODK Collect sends up to a hundred with a form

# what was told in confidence or is sealed, which board a stranger reads, and links and tokens that
# let in whoever has them
UNLOGGED_PATHS = [
    "/hand-over/",
    "/safeguarding/",
    "/sealed/",
    "/join/",
    "/set-up/",
    "/odk/",
    "/b/",
    "/d/",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"paths": {"()": "doorstep.kit.logs.NamesNoPath", "parts": UNLOGGED_PATHS}},
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["paths"]}
    },
    "loggers": {  # of `manage.py runserver`, which names every address
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
