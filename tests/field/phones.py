"""A helper's phone for the browser tests: a Chromium whose folder outlives it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import QUIET, chromium_path, is_breach

PIN = "274913"
SIZE = {"width": 390, "height": 844}


class Phone:
    """`page` is the field page; `kill` and `start` leave the folder as it is."""

    def __init__(self, chromium: Browser, folder: Path, base: str, size=SIZE) -> None:
        self.chromium, self.folder, self.base, self.size = chromium, folder, base, size
        self.errors: list[str] = []
        self.context: BrowserContext
        self.page: Page
        self.start()

    def start(self, *, offline: bool = False) -> None:
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.folder,
            executable_path=chromium_path(),
            args=QUIET,
            base_url=self.base,
            locale="zh-CN",
            viewport=self.size,
            accept_downloads=True,
        )
        self.context.set_offline(offline)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda line: self.errors.append(line.text) if is_breach(line.text) else None
        )

    def kill(self) -> None:
        self.context.close()

    def open(self, token: str = "") -> None:
        self.page.goto(f"/field/#{token}" if token else "/field/")

    def choose_pin(self, pin: str = PIN) -> None:
        self.page.fill("#pin", pin)
        self.page.fill("#again", pin)
        self.page.click(".main-act")
        self.page.wait_for_selector(".nav")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    def enter(self, pin: str = PIN) -> None:
        self.page.fill("#pin", pin)  # opens by itself at the sixth digit

    def unlock(self) -> None:
        self.open()
        self.enter()
        self.page.wait_for_selector(".nav")

    def unsent(self) -> int:
        return int(self.page.locator("[data-unsent]").get_attribute("data-unsent"))

    def wait_for_unsent(self, count: int) -> None:
        self.page.wait_for_selector(f'[data-unsent="{count}"]')

    def visit(self, head: str, tap: Callable[[Page], None] | None = None) -> None:
        """Writes an ordinary visit of a household, from Today."""
        page = self.page
        page.evaluate("location.hash = 'today'")
        page.click(f".list a:has-text('{head}')")
        page.click(".acts .main-act")
        (tap or (lambda page: page.check("input[name=no_change]")))(page)
        self.save()

    def save(self) -> None:
        """Saves the form that is open; until it has gone, nothing is unsent either."""
        self.page.click(".foot .main-act")
        self.page.wait_for_selector(".nav")


def sync(phone: Phone) -> None:
    """Sends and fetches now, and goes back to Today."""
    phone.page.evaluate("location.hash = 'outbox'")
    phone.page.click(".acts .main-act")
    phone.page.wait_for_selector(".main-act[aria-busy=false]")
    phone.page.evaluate("location.hash = 'today'")
    phone.page.wait_for_selector("h1:has-text('今天')")


def stored(phone: Phone) -> dict:
    """All that lies on the phone, as texts."""
    return phone.page.evaluate("""async () => {
        const db = await new Promise((done) => {
            const asked = indexedDB.open("doorstep-field");
            asked.onsuccess = () => done(asked.result);
        });
        const text = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
            ? new TextDecoder("latin1").decode(value)
            : value && typeof value === "object"
                ? Object.values(value).map(text).join(" ") : String(value);
        const all = (name) => new Promise((done) => {
            const store = db.transaction(name).objectStore(name);
            const keys = store.getAllKeys(), values = store.getAll();
            store.transaction.oncomplete = () =>
                done(keys.result.map((key, at) => [key, text(values.result[at])]));
        });
        return { plain: Object.fromEntries(await all("plain")), safe: await all("safe"),
                 outbox: await all("outbox") };
    }""")
