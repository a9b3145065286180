"""A real Chromium for the tests that need one; as a program it prints the one Playwright keeps."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEWPORT = {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox",  # root in a container has none
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]


def chromium_path() -> str | None:
    """DOORSTEP_CHROMIUM, else one on the PATH, else None (then Playwright's own)."""
    return os.environ.get("DOORSTEP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    # Playwright's loop runs in this thread; Django would take database work here for a mistake
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """pytest-django's, started after the test database exists, whose connection it shares."""
    return live_server


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    """A fresh window that talks to the test's server and to nobody else.

    The test fails if the page logs an error, such as a break of the content security policy.
    """
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", viewport=VIEWPORT)
    context.route(lambda url: not url.startswith(live_server.url), lambda route: route.abort())
    window = context.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on("console", lambda line: errors.append(line.text) if is_breach(line.text) else None)
    yield window
    context.close()
    assert errors == []


@pytest.fixture
def still_page(chromium: Browser, live_server, page: Page) -> Iterator[Callable[[], Page]]:
    """still_page(): a window without script, signed in as `page` is by then."""
    contexts = []

    def opened() -> Page:
        own = {"base_url": live_server.url, "storage_state": page.context.storage_state()}
        contexts.append(chromium.new_context(java_script_enabled=False, **own))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(page: Page, live_server):
    """sign_in(account): the window is that account's, without the sign-in page."""

    def signed_in(account) -> None:
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return signed_in


def barriers(page: Page) -> list[tuple[str, str]]:
    """What stands in the way of keyboard, screen reader or weak eyes: (rule, first element)."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def is_breach(text: str) -> bool:
    return "Content Security Policy" in text


if __name__ == "__main__":
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    sys.stdout.write(f"{path}\n")
    sys.exit(not Path(path).exists())
