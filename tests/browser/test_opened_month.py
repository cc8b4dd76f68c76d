"""From a point on a theme page to the cases behind it, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.driving import axe_findings, drawn, opened, until

pytestmark = pytest.mark.browser

SLUG = "initial_conferences_in_15_days"
AT = """
(() => {
  const plot = document.querySelector('[id="SLUG"] .js-plotly-plot, .chart-large .js-plotly-plot');
  plot.scrollIntoView({block: 'center'});
  const line = plot.data.find(trace => trace.customdata && trace.mode.startsWith('lines'));
  const at = line.x.length - BACK;
  const box = plot.getBoundingClientRect();
  const {xaxis, yaxis} = plot._fullLayout;
  const x = box.left + xaxis._offset + xaxis.d2p(line.x[at]);
  const y = box.top + yaxis._offset + yaxis.d2p(line.y[at]);
  return {x: x, y: y, month: line.customdata[at], words: line.text[at]};
})()
""".replace("SLUG", SLUG)


def _click_point(page: Page, back: int) -> dict:
    """Click the point ``back`` from the end, wherever the chart is; what it opens."""
    point = page.evaluate(AT.replace("BACK", str(back)))
    page.mouse.move(point["x"], point["y"])
    page.mouse.click(point["x"], point["y"])
    return point


def _counted(page: Page) -> tuple[int, int]:
    """The number of cases that the heading names, and the rows that the grid has."""
    expect(page.locator(".case-grid .ag-row").first).to_be_visible(timeout=20_000)
    heading = page.locator("#cases").inner_text()
    rows = page.locator(".case-grid [role=grid], .case-grid [role=treegrid]").first
    return int(heading.split(": ")[1].split(" ")[0]), int(rows.get_attribute("aria-rowcount")) - 1


def test_two_clicks_lead_from_a_theme_page_to_the_cases(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection?from=2024-04")
    point = _click_point(page, back=6)
    until(page, f"location.search.includes('month={point['month']}')")
    assert f"/indicator/{SLUG}" in page.url
    assert "from=2024-04" in page.url
    drawn(page)
    panel = page.locator(".month-panel")
    figure = point["words"].split("</b>")[1].split("<br>")[0].strip()
    expect(panel).to_contain_text(figure)
    page.locator("#open-cases").click()
    named, rows = _counted(page)
    assert named == rows == int(point["words"].split(" of ")[-1])
    assert axe_findings(page) == []
    page.emulate_media(media="print")  # a page on paper has the figure, and none of its cases
    expect(panel).to_be_visible()
    expect(page.locator(".cases")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator(".cases")).to_be_visible()
    page.go_back()
    until(page, "!location.search.includes('cases=')")
    expect(page.locator(".case-grid")).to_have_count(0)
    expect(page.locator(".month-panel")).to_contain_text(figure)
    page.go_back()
    until(page, "location.pathname === '/child-protection'")


def test_the_keyboard_leads_to_a_member_and_its_cases(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}")
    month = page.locator("table.figures tbody th a").nth(4)
    name = month.inner_text()
    month.focus()
    page.keyboard.press("Enter")
    until(page, "location.search.includes('month=')")
    expect(page.locator(".month-panel h2")).to_contain_text(name.split()[-1])
    member = page.locator("details.moved[open] tbody a").first
    member.focus()
    said = member.inner_text()
    page.keyboard.press("Enter")
    until(page, "location.search.includes('member=')")
    expect(page.locator(".month-panel h2")).to_contain_text(said)
    page.locator("#open-cases").focus()
    page.keyboard.press("Enter")
    named, rows = _counted(page)
    assert named == rows
    page.locator(".case-column-choice summary").focus()
    page.keyboard.press("Enter")
    date_heading = page.locator('.case-grid .ag-header-cell[col-id="event_date"]')
    expect(date_heading).to_have_count(1)
    page.locator(".case-columns label", has_text="Date").first.locator("input").press("Space")
    expect(date_heading).to_have_count(0)


def test_the_grid_sorts_and_is_not_fetched_before_it_is_asked_for(
    watched: Watched, address: str
) -> None:
    page = watched.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(watched, address, f"/indicator/{SLUG}?window=r")
    assert not [each for each in asked if "ag-grid" in each]
    page.locator("#open-cases").click()
    _counted(page)
    assert len([each for each in asked if "ag-grid" in each]) == 1
    cells = page.locator('.case-grid .ag-row [col-id="working_days"]')
    heading = page.locator('.case-grid .ag-header-cell[col-id="working_days"] .ag-header-cell-text')
    heading.click()
    until(page, _SORTED)
    assert cells.count() > 1


_SORTED = """
(() => {
  const values = [...document.querySelectorAll('.case-grid .ag-row')]
    .map(row => [Number(row.getAttribute('row-index')),
                 row.querySelector('[col-id="working_days"]').innerText])
    .sort((a, b) => a[0] - b[0]).map(each => each[1] === '' ? -1 : Number(each[1]));
  return values.length > 1 && values.every((v, at) => at === 0 || values[at - 1] <= v);
})()
"""
