"""From starting Waymark to its first chart, and what each page sends."""

import time
from statistics import median

from playwright.sync_api import Browser

from bench.browser import PATH
from bench.chromium import WIDE, chromium, opened, visitor, wait
from bench.homes import made_home
from bench.measurement import Measurement, Setting, against
from bench.servers import waymark
from data.home import Home

ROUNDS = 3
PAGES = (
    "/",
    "/child-protection",
    "/children-in-care",
    "/finance",
    "/indicator/protection_plans",
    "/data-quality",
)


def measurements(setting: Setting) -> list[Measurement]:
    """Seconds to the first screen of charts, and kilobytes of a first and of a second visit."""
    home = made_home(setting, 1)
    with chromium() as browser:
        starts = [_start(home, browser) for _ in range(ROUNDS)]
        with waymark(home) as address:
            first = {path: _bytes(browser, address, path) for path in PAGES}
    serving, drawn = (median(each) for each in zip(*starts, strict=True))
    return [
        against(
            "start_to_chart",
            "(f) from starting Waymark to the first screen of charts",
            drawn,
            "s",
            None,
            how=f"A new process and a browser with an empty cache, {ROUNDS} times, median.",
            where=f"{serving:.1f} s until it answers, nearly all of it importing the libraries.",
            serving_s=round(serving, 2),
        ),
        *(_sent(first, which) for which in ("first", "again")),
    ]


def _start(home: Home, browser: Browser) -> tuple[float, float]:
    """Seconds until the server answers, and until the charts of the first screen are drawn."""
    began = time.perf_counter()
    with waymark(home) as address:
        serving = time.perf_counter() - began
        with visitor(browser) as context:
            opened(context, address + PATH, six=False)
            return serving, time.perf_counter() - began


def _bytes(browser: Browser, address: str, path: str) -> dict[str, float]:
    """Kilobytes over the wire, as compressed, of a first visit and of one soon after."""
    context = browser.new_context(viewport=WIDE)
    found = {}
    for which in ("first", "again"):
        page = context.new_page()
        told = context.new_cdp_session(page)
        told.send("Network.enable")
        sizes: list[float] = []
        told.on(
            "Network.loadingFinished", lambda said, to=sizes: to.append(said["encodedDataLength"])
        )
        page.goto(address + path)
        wait(page, "document.querySelector('main h1')")
        page.wait_for_timeout(1500)
        found[which] = sum(sizes) / 1000
        page.close()
    context.close()
    return found


def _sent(found: dict[str, dict[str, float]], which: str) -> Measurement:
    words = {"first": "a first visit", "again": "the next visit"}[which]
    return against(
        f"sent_{which}",
        f"(f) sent for {words} of {PATH}, compressed",
        found[PATH][which],
        "kB",
        None,
        how="What goes over the wire, headers and all, as the browser counts it; files that it "
        "has kept are not sent again.",
        **{path: round(each[which], 1) for path, each in found.items()},
    )
