"""The project's settings with scratch data, cheap password hashing and tasks run on the spot."""

import atexit
import os
import tempfile
from pathlib import Path

scratch = tempfile.TemporaryDirectory(prefix="yangcheng-titles-")
atexit.register(scratch.cleanup)
os.environ["DJANGO_ENV"] = "test"
os.environ["DATA_DIR"] = scratch.name
# Playwright runs an event loop in the test's thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from yangcheng_titles.settings import *

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(BASE_DIR / "var/cache/hypothesis"))
STATIC_ROOT.mkdir()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in use: threads on one in-memory database do not wait for each other. Its loss
    # would not matter, so commits are not flushed.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(scratch.name) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
