"""Every page for every reader: axe in three sizes, keys alone, a zoom of 400 per cent, paper."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.driving import axe_findings, drawn, opened, until

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1920, 1080), (390, 844))
VIEWS = (
    "/",
    "/?sort=change&status=not_met",
    "/child-protection?split=age",
    "/finance",
    "/data-quality",
    "/indicator/initial_conferences_in_15_days",
    "/indicator/days_entry_to_adoptive_family",
)
MOST_OPENED = 6

# Everything that a reader can act on and see: links, controls, and regions that scroll.
_CONTROLS = """
[...document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')]
  .filter(each => each.checkVisibility({visibilityProperty: true})
    && !each.classList.contains('skip-link'))
"""
# What has the focus: its place among the controls, whether a ring is seen round it, and whether
# it stands clear of the row that sticks to the top.
_FOCUSED = f"""(() => {{
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  const style = getComputedStyle(focused);
  const sticky = document.querySelector('.filters');
  const stuck = sticky && !sticky.contains(focused) && sticky.getBoundingClientRect().top <= 0;
  const held = stuck ? sticky.getBoundingClientRect().bottom : 0;
  return {{
    at: {_CONTROLS.strip()}.indexOf(focused),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    clear: box.bottom > held && box.top < innerHeight,
    what: focused.outerHTML.slice(0, 120),
  }};
}})()"""


def open_everything(page: Page) -> None:
    """Open the page's first menus and panels, and wait for what they fetch."""
    page.evaluate(
        f"[...document.querySelectorAll('main details')].slice(0, {MOST_OPENED})"
        ".forEach(each => each.querySelector('summary').click())"
    )
    until(
        page,
        "[...document.querySelectorAll('details[open] .menu-body')]"
        ".every(each => !each.textContent.includes('Fetching'))",
    )


@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing_in_three_sizes_with_everything_open(
    watched: Watched, address: str, path: str
) -> None:
    page = opened(watched, address, path)
    open_everything(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert axe_findings(page, drawings=False) == [], (path, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_a_page_that_is_not_there(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/nothing-here")
    watched.errors.clear()  # the browser itself says that the page was a 404
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert axe_findings(page) == []


@pytest.mark.parametrize("path", ["/?theme=workforce", "/child-protection?split=age"])
def test_the_tab_key_reaches_every_control_and_shows_where_it_is(
    watched: Watched, address: str, path: str
) -> None:
    watched.page.emulate_media(reduced_motion="reduce")  # no smooth scrolling to wait for
    page = opened(watched, address, path)
    open_everything(page)
    count = page.evaluate(f"{_CONTROLS.strip()}.length")
    assert count > 20
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    reached = []
    for _ in range(count):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        assert focused["ring"], focused
        assert focused["clear"], focused
        reached.append(focused["at"])
    assert reached == list(range(count))


def test_the_skip_link_leads_past_the_navigation(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.filters') !== null")


def test_a_heading_orders_the_overview_by_keyboard_and_keeps_the_focus(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, "/?status=not_met")
    names = page.locator(".scorecard tbody th[scope=row] a")
    by_theme = names.all_inner_texts()
    heading = page.locator("#sort-position")
    heading.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Among neighbours")
    assert page.evaluate("location.search") == "?status=not_met&sort=position"
    expect(heading).to_be_focused()
    worst_first = names.all_inner_texts()
    assert sorted(worst_first) == sorted(by_theme)
    assert worst_first != by_theme
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Among neighbours")
    page.go_back()
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    page.keyboard.press("Enter")


def test_headings_go_down_by_one_level_at_a_time(watched: Watched, address: str) -> None:
    for path in ("/", "/child-protection", "/indicator/protection_plans", "/data-quality"):
        page = opened(watched, address, path)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(each => +each.tagName[1])"
        )
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_at_400_per_cent_nothing_is_wider_than_the_screen_or_hides_it(
    watched: Watched, address: str
) -> None:
    for path in ("/", "/child-protection", "/indicator/protection_plans", "/data-quality"):
        page = opened(watched, address, path)
        page.set_viewport_size({"width": 320, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate("getComputedStyle(document.querySelector('.filters')).position") == (
            "static"
        )
        page.set_viewport_size({"width": 1440, "height": 900})


def test_who_asks_for_less_motion_gets_none(watched: Watched, address: str) -> None:
    watched.page.emulate_media(reduced_motion="reduce")
    page = opened(watched, address, "/child-protection")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(each => "
        "parseFloat(getComputedStyle(each).transitionDuration) > 0).length"
    )
    assert moving == 0


def test_every_sheet_of_paper_says_what_it_is_of(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection?from=2024-04")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    foot = page.evaluate("document.head.lastElementChild.textContent")
    for wanted in ("Child protection", "April 2024", "statistical neighbours", "figures as at"):
        assert wanted in foot
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "figures as at" not in page.evaluate("document.head.textContent")
    drawn(page)
