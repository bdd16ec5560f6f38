"""A headless Chromium, and what tests of pages ask it."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_FLAGS = (
    "headless",
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
    "autoplay-policy=no-user-gesture-required",
)


@contextmanager
def chromium(folder: Path) -> Iterator["Chrome"]:
    """A browser that nobody has used, its profile in `folder`; the test is skipped without one."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("chromium is not installed (on Debian: apt install chromium chromium-driver)")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = program
    for flag in (*_FLAGS, f"user-data-dir={folder / 'profile'}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def wait_for(browser: "Chrome", condition: str, seconds: float = 20) -> Any:
    """What the JavaScript expression becomes when it is true."""
    end = time.monotonic() + seconds
    while not (found := browser.execute_script(f"return {condition}")):
        assert time.monotonic() < end, f"{condition}: {browser.execute_script(_STATE)}"
        time.sleep(0.03)
    return found


_STATE = (
    "return [...document.querySelectorAll('audio')]"
    ".map((one) => [one.src, one.error && one.error.message, one.readyState, one.currentTime])"
)


def complaints(browser: "Chrome") -> list[str]:
    """What the browser has written to its console since it was asked last."""
    log: list[dict[str, Any]] = browser.execute("getLog", {"type": "browser"})["value"]
    return [one["message"] for one in log]


def show(browser: "Chrome", width: int, height: int, **features: str) -> None:
    """Sets the size of the page in CSS pixels, and what its reader prefers."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})


@contextmanager
def on_new_pages(browser: "Chrome", script: str) -> Iterator[None]:
    """Runs the script in every page before its own."""
    command = "Page.addScriptToEvaluateOnNewDocument"
    added: Mapping[str, Any] = browser.execute_cdp_cmd(command, {"source": script})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", dict(added))
