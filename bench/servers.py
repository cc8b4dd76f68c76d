"""The servers that the browser is pointed at, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench.homes import ROOT
from data.home import Home

START_SECONDS = 120


@contextmanager
def waymark(home: Home) -> Iterator[str]:
    """Waymark over a home; its address."""
    with running([str(ROOT / "app.py")], {"WAYMARK_HOME": str(home.root)}) as address:
        answering(address + "/healthz")
        yield address


@contextmanager
def running(command: list[str], settings: dict[str, str]) -> Iterator[str]:
    """A Python program told its PORT by the environment; the address it is to serve."""
    port = free_port()
    surroundings = os.environ | settings | {"PORT": str(port), "PYTHONPATH": str(ROOT)}
    surroundings.pop("HOST", None)
    process = subprocess.Popen(
        [sys.executable, *command],
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def answering(url: str) -> None:
    """Wait until a server answers. Raises TimeoutError where it never does."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer within {START_SECONDS} seconds")


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
