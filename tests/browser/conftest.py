"""The real application in a process of its own, and Debian's chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from data.home import Home

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60


@pytest.fixture(scope="session")
def address(sample_home: Home) -> Iterator[str]:
    """Where the application serves the sample council: http://127.0.0.1:port."""
    with served(sample_home) as url:
        yield url


@contextmanager
def served(home: Home) -> Iterator[str]:
    """The application over a home, in a process of its own, at the address given."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = os.environ | {"WAYMARK_HOME": str(home.root), "PORT": str(port)}
    surroundings.pop("HOST", None)
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Until ``url`` answers; fails where the process ends first."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the application ended before it served"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer within {START_SECONDS} seconds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for all tests; skipped where it is not installed."""
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed; 'make test' installs it")
    expect.set_options(timeout=20_000)  # a busy machine is no fault of the page
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


class Watched:
    """A page and what went wrong on it: console errors, and hosts that it asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _heard(self, message) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(request.url.split("/")[2].split(":")[0])


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A fresh page of 1440 × 900. At the end nothing may have gone wrong or left the machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    seen = Watched(context.new_page())
    seen.page.set_default_timeout(20_000)
    yield seen
    context.close()
    assert seen.errors == []
    assert seen.hosts <= {"127.0.0.1"}
