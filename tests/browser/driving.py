"""How the browser tests open a page, set a filter, and know that the charts are drawn."""

import json
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

FIGURES = (
    "JSON.stringify([...document.querySelectorAll('.js-plotly-plot')]"
    ".map(plot => [plot.layout.xaxis.range, plot.data.map(trace => trace.y)]))"
)
# Of a machine that does much else besides; what comes true sooner is not waited for.
WAIT_SECONDS = 45
AXE = Path(__file__).parent / "axe.min.js"


def opened(watched: Watched, address: str, path: str) -> Page:
    """The page at ``path``, its heading shown and its charts drawn."""
    watched.page.goto(address + path)
    expect(watched.page.locator("main h1")).to_be_visible(timeout=WAIT_SECONDS * 1000)
    drawn(watched.page)
    return watched.page


def drawn(page: Page) -> None:
    """Wait until every chart of the page is drawn, those below the first screen too."""
    until(
        page,
        "[...document.querySelectorAll('.graph')].every("
        "graph => graph.querySelector('.js-plotly-plot .main-svg'))",
    )


def until(page: Page, truth: str) -> None:
    """Wait until an expression holds. Playwright's own way to wait needs eval in the page, which
    the pages' content security policy refuses."""
    end = time.monotonic() + WAIT_SECONDS
    while not page.evaluate(truth):
        assert time.monotonic() < end, f"never came true: {truth}"
        page.wait_for_timeout(40)


def choose(page: Page, name: str, value: str) -> None:
    """Set one filter and wait for the address to say so."""
    control(page, name).select_option(value)
    if value == "usual":
        until(page, f"!new URLSearchParams(location.search).has('{name}')")
    else:
        until(page, f"new URLSearchParams(location.search).get('{name}') === '{value}'")


def control(page: Page, name: str):
    """The control of one filter."""
    return page.locator(f'select[id*=\'"name":"{name}"\']')


def axe_findings(page: Page, drawings: bool = True) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practice: a line a rule.

    Without ``drawings`` it does not look inside charts, which take it ten times as long as all else
    and are the same in every size.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    where = "document" if drawings else "{exclude: ['.js-plotly-plot']}"
    return page.evaluate(
        f"axe.run({where}, "
        "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.length + ' '"
        " + v.nodes[0].html.slice(0, 200)))"
    )


def redrawn_by(page: Page, name: str, value: str) -> None:
    """Set one filter and wait until every chart is drawn, and not as before."""
    before = figures(page)
    choose(page, name, value)
    until(page, f"{FIGURES} !== {json.dumps(before)}")
    drawn(page)


def settled(page: Page) -> str:
    """What is drawn once it has stood unchanged for half a second: charts are redrawn in turn."""
    end = time.monotonic() + WAIT_SECONDS
    seen, now = None, figures(page)
    while seen != now:
        assert time.monotonic() < end, "the charts never stood still"
        page.wait_for_timeout(500)
        seen, now = now, figures(page)
    return now


def figures(page: Page) -> str:
    """What is drawn: every chart's points and scale."""
    return page.evaluate(FIGURES)
