"""The product's settings, made quick for tests; PostgreSQL with DOORSTEP_TEST_DB=postgres."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DOORSTEP_VAR", str(Path(tempfile.gettempdir()) / "doorstep-tests"))
os.environ["DOORSTEP_KEYS"] = tempfile.mkdtemp(prefix="doorstep-keys-")
os.environ["DOORSTEP_SECRET_KEY"] = "tests only, " * 5
os.environ["DOORSTEP_TZ"] = "Asia/Shanghai"
os.environ["DOORSTEP_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DOORSTEP_DEBUG"] = os.environ["DOORSTEP_HTTPS"] = "off"
os.environ.pop("DATABASE_URL", None)
if (wanted := os.environ.get("DOORSTEP_TEST_DB", "sqlite")) == "postgres":
    from tests.postgres import address

    os.environ["DATABASE_URL"] = address()
elif wanted != "sqlite":
    raise SystemExit(f"DOORSTEP_TEST_DB is {wanted!r}; allowed are: sqlite, postgres")

from doorstep.kit import vault
from doorstep.settings import *  # noqa: F403

vault.SYNCHRONOUS = "OFF"  # nobody pulls the plug of a test
atexit.register(shutil.rmtree, KEYS, ignore_errors=True)  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "doors")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # nothing is collected in tests
if wanted == "postgres":  # two runs at once do not meet
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid():08}")[:8]
    DATABASES["default"]["TEST"] = {"NAME": f"test_doorstep_{run}"}  # noqa: F405
