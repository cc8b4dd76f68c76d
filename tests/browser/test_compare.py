"""Compare and split: indicators seen together, small multiples, years over each other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.driving import axe_findings, choose, drawn, opened, until

pytestmark = pytest.mark.browser

SLUG = "assessments_in_45_days"
STRIPS = ".strips .js-plotly-plot"
AREAS = """
[...document.querySelectorAll('SELECTOR rect.nsewdrag')].map(each => {
  const box = each.getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})
"""


def areas(page: Page, selector: str) -> list[dict]:
    """The plotting areas of a chart, in pixels of the screen."""
    return page.evaluate(AREAS.replace("SELECTOR", selector))


def names(page: Page) -> list[str]:
    """The strips by their names, from the top."""
    return page.locator(".strip-names li").evaluate_all(
        "all => all.map(each => each.querySelector('a:not(.strip-out), strong').innerText)"
    )


def point(page: Page, selector: str, month: str) -> dict:
    """Where on the screen the first line with a point that opens ``month`` has it."""
    return page.evaluate(
        """([selector, month]) => {
          const plot = document.querySelector(selector);
          plot.scrollIntoView({block: 'center', behavior: 'instant'});
          const opens = (each) => each && each.split('|')[0] === month;
          const line = plot.data.find(trace => (trace.customdata || []).some(opens));
          const at = line.customdata.findIndex(opens);
          const box = plot.getBoundingClientRect();
          const axis = (name) => plot._fullLayout[name[0] + 'axis' + name.slice(1)];
          const [x, y] = [axis(line.xaxis || 'x'), axis(line.yaxis || 'y')];
          return {
            x: box.left + x._offset + x.d2p(line.x[at]),
            y: box.top + y._offset + y.d2p(line.y[at]),
            opens: line.customdata[at],
          };
        }""",
        [selector, month],
    )


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), (390, 844)])
def test_strips_share_their_left_and_right_to_the_pixel(
    watched: Watched, address: str, size: tuple[int, int]
) -> None:
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = opened(watched, address, f"/indicator/{SLUG}")
    until(page, "document.querySelectorAll('.strips rect.nsewdrag').length === 6")
    strips = areas(page, STRIPS)
    assert len({(each["left"], each["right"]) for each in strips}) == 1
    (chart,) = areas(page, ".chart-large .js-plotly-plot")
    assert (chart["left"], chart["right"]) == (strips[0]["left"], strips[0]["right"])
    tops = sorted(strips, key=lambda each: each["top"])
    shown = page.locator(".strip-names li").all()
    for at, (above, name) in enumerate(zip(tops, shown, strict=True)):
        box = name.bounding_box()
        assert box["y"] + box["height"] <= above["top"] + 1, "a name lies over its line"
        assert at == 0 or box["y"] >= tops[at - 1]["bottom"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_an_indicator_is_added_and_left_out_and_back_leads_to_the_view_before(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?from=2024-04")
    before = names(page)
    adding = page.locator('select[id*=\'"name":"add-with"\']')
    adding.select_option(label="Agency social workers")
    until(page, "location.search.endsWith('vacancy_rate,agency_rate')")
    expect(page.locator(".strip-names li")).to_have_count(len(before) + 1)
    assert names(page) == [*before, "Agency rate"]
    expect(adding).to_have_value("usual")
    until(page, "document.querySelectorAll('.strips rect.nsewdrag').length === 7")
    page.locator(".strip-out").first.click()
    expect(page.locator(".strip-names li")).to_have_count(len(before))
    assert "Referrals" not in names(page)
    assert "from=2024-04" in page.url
    page.go_back()
    expect(page.locator(".strip-names li")).to_have_count(len(before) + 1)
    page.go_back()
    until(page, "location.search === '?from=2024-04'")
    expect(page.locator(".strip-names li")).to_have_count(len(before))
    assert names(page) == before
    page.goto(f"{address}/indicator/{SLUG}?with=caseload")
    drawn(page)
    page.locator(".together-controls a", has_text="As suggested").click()
    expect(page.locator(".strip-names li")).to_have_count(len(before))


def test_a_month_of_any_strip_opens_on_this_page_and_stands_through_all(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?with=caseload,referrals")
    there = point(page, STRIPS, "2025-07")
    page.mouse.move(there["x"] - 2, there["y"])
    page.mouse.move(there["x"], there["y"])
    said = page.locator(".strips .hoverlayer")
    expect(said).to_contain_text("July 2025")
    for name in names(page):
        expect(said).to_contain_text(name)
    page.mouse.click(there["x"], there["y"])
    until(page, "location.search.includes('month=2025-07')")
    assert "with=caseload,referrals" in page.url
    expect(page.locator(".month-beside h2")).to_contain_text("July 2025")
    until(page, "document.querySelector('.strips .shapelayer path') !== null")
    line = page.locator(".strips .shapelayer path").first.bounding_box()
    plots = areas(page, STRIPS)
    assert line["height"] >= max(each["bottom"] for each in plots) - min(
        each["top"] for each in plots
    )
    page.locator(".strip-names a:not(.strip-out)", has_text="Caseload").click()
    until(page, "location.pathname === '/indicator/caseload'")
    assert "month=2025-07" in page.url


def test_the_figures_seen_together_are_a_table_one_key_away(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?with=referrals")
    page.locator(".seen-together summary").focus()
    page.keyboard.press("Enter")
    table = page.locator(".seen-together table.figures")
    expect(table).to_be_visible()
    assert table.locator("thead th").all_inner_texts() == [
        "Period",
        "Assessments in 45 days",
        "Referrals",
    ]
    assert axe_findings(page, drawings=False) == []
    file = page.locator(".together-files a", has_text="CSV").last.get_attribute("href")
    assert page.request.get(address + file).status == 200


def test_an_address_that_names_no_indicator_gets_a_sentence(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?with=referrals,nonsense")
    expect(page.locator(".notice-fault")).to_contain_text("no indicator")
    assert names(page) == ["Assessments in 45 days", "Referrals"]


def test_is_this_autumn_like_last_autumn_in_three_clicks(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/children-in-need")
    page.locator(f"#{SLUG} .menu-link", has_text="Open").click()
    expect(page.locator("main h1")).to_contain_text("within 45 working days")
    drawn(page)
    choose(page, "lines", "years")
    choose(page, "window", "m")
    until(page, "document.querySelector('.chart-large .js-plotly-plot').data.length === 3")
    expect(page.locator(".chart-large")).to_contain_text("beside the same of 2025/26")
    plot = "document.querySelector('.chart-large .js-plotly-plot')"
    widths = page.evaluate(f"{plot}.data.map(each => each.line.width)")
    assert widths[-1] == max(widths)  # the year under way lies on top and is the thickest
    assert page.evaluate(f"{plot}.data.every(each => each.x[0] === 0)")


def test_a_year_is_chosen_to_lie_over_another_and_stays_in_the_address(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?lines=years&window=m&year=2024-25")
    expect(page.locator(".chart-large")).to_contain_text("beside the same of 2023/24")
    choose(page, "over", "2021-22")
    until(page, "document.querySelector('.chart-large .js-plotly-plot').data.length === 2")
    expect(page.locator(".chart-large")).to_contain_text("beside the same of 2021/22")
    month = page.locator("#month-earlier").get_attribute("href")
    assert "lines=years&year=2024-25&over=2021-22" in month


def test_a_point_of_a_panel_opens_its_members_month(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?split=ethnicity")
    panels = areas(page, ".chart-large .js-plotly-plot")
    assert len(panels) >= 5
    there = point(page, ".chart-large .js-plotly-plot", "2025-07")
    page.mouse.move(there["x"] - 2, there["y"])
    page.mouse.move(there["x"], there["y"])
    page.mouse.click(there["x"], there["y"])
    until(page, "location.search.includes('month=2025-07')")
    member = there["opens"].split("|")[2]
    expect(page.locator(".month-panel h2")).to_contain_text(f"July 2025: {member}")


def test_few_members_are_drawn_in_a_panel_each_where_asked(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?split=team")
    choose(page, "lines", "apart")
    until(page, "document.querySelectorAll('.chart-large rect.nsewdrag').length > 1")
    expect(page.locator(".chart-large .chart-subtitle")).to_contain_text("grey: Wayshire")
    assert axe_findings(page) == []
