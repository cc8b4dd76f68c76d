"""A page seen by Chromium: when its charts are drawn, and drawn anew; the clock is the page's own.

Both Waymark's pages and the bare one keep each chart in an element of the class ``graph``, and set
their filters by native selects, so one way of looking serves both.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1440, "height": 900}

# Looks once a frame. 'ready': all charts of the first screen are drawn; 'six': the first six are.
WATCH = """
(() => {
  const found = window.bench = {ready: null, six: null};
  const drawn = box => box.querySelector('.main-svg .scatterlayer .trace');
  const inView = box => {
    const at = box.getBoundingClientRect();
    return at.height > 0 && at.top < window.innerHeight && at.bottom > 0;
  };
  const drawnAs = box => [...box.querySelectorAll(
      '.scatterlayer path, .scatterlayer text, .xtick text, .ytick text, .annotation text')]
    .map(each => each.getAttribute('d') || each.textContent).join('|');
  found.boxes = () => [...document.querySelectorAll('.graph')];
  found.seen = () => found.boxes().filter(inView);
  found.states = count => found.boxes().slice(0, count).map(drawnAs);
  found.state = count => found.states(count).join('||');
  found.complete = count => {
    const boxes = found.boxes().slice(0, count);
    return boxes.length === count && boxes.every(drawn);
  };
  const look = () => {
    const seen = found.seen();
    const now = performance.now();
    if (!found.ready && seen.length && seen.every(drawn)) {
      found.ready = now;
      found.inView = seen.length;
      found.top = Math.round(seen[0].getBoundingClientRect().top);
    }
    if (!found.six && found.complete(6)) found.six = now;
    if (!found.ready || !found.six) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""

# Sets a control as a person does, and resolves when the first charts show the state awaited, or
# where none is known beforehand when each of them shows another than before.
REDRAW = """
([control, value, awaited, count]) => new Promise((resolve, reject) => {
  const select = document.querySelector(control);
  const before = window.bench.states(count);
  const now = () => window.bench.states(count);
  const done = () => awaited ? now().join('||') === awaited
    : now().every((each, at) => each !== before[at]);
  const began = performance.now();
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, value);
  select.dispatchEvent(new Event('change', {bubbles: true}));
  const look = () => {
    const taken = performance.now() - began;
    if (window.bench.complete(count) && done()) {
      requestAnimationFrame(() => resolve(performance.now() - began));
    } else if (taken > 30000) reject(new Error('the charts were never drawn anew'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser, without a window."""
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("chromium is not installed: 'make bench' installs it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@contextmanager
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who has not been here before: an empty cache."""
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(WATCH)
    yield context
    context.close()


def opened(context: BrowserContext, url: str, six: bool = True) -> tuple[Page, dict]:
    """A page whose charts are drawn, and its times in milliseconds: 'ready', 'six'."""
    page = context.new_page()
    page.goto(url)
    wait(page, "window.bench.ready" + (" && window.bench.six" if six else ""))
    return page, page.evaluate("({...window.bench})")


def wait(page: Page, truth: str, seconds: float = 60) -> None:
    """Until an expression holds; the pages' security policy refuses Playwright's own way."""
    for _ in range(int(seconds / 0.02)):
        if page.evaluate(f"Boolean({truth})"):
            return
        page.wait_for_timeout(20)
    raise TimeoutError(f"never came true: {truth}")


def settled_state(page: Page, count: int) -> str:
    """What the first charts show once nothing changes any more."""
    before = None
    while True:
        page.wait_for_timeout(400)
        now = page.evaluate(f"window.bench.complete({count}) && window.bench.state({count})")
        if now and now == before:
            return now
        before = now


class Redrawn:
    """A filter set to and fro: how long the first ``count`` charts take to show it."""

    def __init__(self, page: Page, control: str, values: Sequence[str], count: int) -> None:
        self._page, self._control, self._count = page, control, count
        self._states: dict[str, str] = {}
        for value in (*values[::-1], *values[::-1]):
            page.locator(control).select_option(value)
            self._states[value] = settled_state(page, count)
        if len(set(self._states.values())) != 2:
            raise ValueError(f"{control} changes nothing in the first {count} charts")

    def once(self) -> float:
        """Milliseconds from the change to the frame that shows it."""
        shown = self._page.locator(self._control).input_value()
        value = next(each for each in self._states if each != shown)
        asked = [self._control, value, self._states[value], self._count]
        return self._page.evaluate(REDRAW, asked)


def drawn_first_time(page: Page, control: str, count: int, most: int) -> list[float]:
    """Milliseconds of setting a control to each of its options that was not yet asked for."""
    options = page.locator(f"{control} option").evaluate_all("all => all.map(each => each.value)")
    found = []
    for value in [each for each in options if each != "usual"][-most:]:
        settled_state(page, count)
        found.append(page.evaluate(REDRAW, [control, value, None, count]))
    return found
