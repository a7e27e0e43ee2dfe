"""A real browser for the pages that customers see: the system's Chromium, with axe in it."""

import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PHONE: Final = (360, 740)
DESK: Final = (1280, 800)


@contextmanager
def chromium() -> Generator[Browser]:
    """Skips where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as hand:
        # as root, and in a container, it starts only without its own sandbox; it reads our own pages here
        browser = hand.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Looked:
    """A page that somebody looks at, and what the browser complained of meanwhile."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked_for: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        self.asked_for.append(request.url)

    @property
    def barriers(self) -> list[str]:
        """What axe finds, by its rules for WCAG 2.2 A and AA and its best practices."""
        return [each["id"] for each in Axe().run(self.page).response["violations"]]

    @property
    def is_too_wide(self) -> bool:
        """Whether somebody has to move the page sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@contextmanager
def looking(
    browser: Browser, size: Sequence[int] = DESK, *, scheme: str = "light", has_scripts: bool = True, zoom: int = 1
) -> Generator[Looked]:
    """A fresh window of this size in CSS pixels."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width // zoom, "height": height // zoom},
        device_scale_factor=zoom,
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=has_scripts,
    )
    try:
        yield Looked(context.new_page())
    finally:
        context.close()
