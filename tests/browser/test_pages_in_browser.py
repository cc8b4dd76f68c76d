"""Every page, filter and link in a real browser, over the sample council."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched
from tests.browser.driving import (
    axe_findings,
    choose,
    control,
    drawn,
    figures,
    opened,
    redrawn_by,
    until,
)

pytestmark = pytest.mark.browser

PAGES = {
    "/": "Overview",
    "/children-in-need": "Children in need",
    "/child-protection": "Child protection",
    "/children-in-care": "Children in care",
    "/workforce": "Workforce",
    "/finance": "Finance",
    "/data-quality": "Data quality",
    "/indicator/protection_plans": "Children subject to a child protection plan",
}
CHARTED = [path for path in PAGES if path not in ("/", "/data-quality")]


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_every_page_opens_reads_and_fits(
    watched: Watched, address: str, path: str, heading: str
) -> None:
    page = opened(watched, address, path)
    expect(page.locator("main h1")).to_have_text(heading)
    assert heading in page.title()
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("text=No figures yet").count() == 0
    if path in CHARTED:
        assert page.locator(".graph .main-svg").count() > 0
    assert axe_findings(page) == []
    for width, height in ((390, 844), (360, 225)):  # a phone; 1,440 pixels at 400 per cent
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_plotly_alone_is_loaded(watched: Watched, address: str) -> None:
    scripts = []
    watched.page.on("request", lambda request: scripts.append(request.url))
    opened(watched, address, "/child-protection")
    assert len([url for url in scripts if "plotly" in url.split("?")[0].split("/")[-1]]) == 1


def test_every_navigation_link_leads_to_its_page(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/")
    for path, heading in PAGES.items():
        if path.startswith("/indicator"):
            continue
        page.locator(f'header nav a[href="{path}"]').click()
        expect(page.locator("main h1")).to_have_text(heading)
        expect(page.locator('header nav a[aria-current="page"]')).to_have_text(heading)


def test_every_filter_of_a_theme_changes_the_page(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    asked = (
        ("from", "2025-04"),
        ("from", "usual"),
        ("to", "2026-03"),
        ("window", "r"),
        ("compare", "region"),
        ("statistic", "mean"),
        ("compare", "england"),
        ("split", "age"),
        ("unit", "per_10000"),
    )
    for name, value in asked:
        redrawn_by(page, name, value)
        expect(control(page, name)).to_have_value(value)


def test_the_period_and_the_comparison_go_along_to_another_theme(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, "/child-protection?from=2024-04&compare=region&split=age")
    page.locator('header nav a[href^="/workforce"]').click()
    expect(page.locator("main h1")).to_have_text("Workforce")
    assert page.evaluate("location.search") == "?from=2024-04&compare=region"
    expect(control(page, "compare")).to_have_value("region")
    expect(page.locator('header nav a[aria-current="page"]')).to_have_text("Workforce")


@pytest.mark.parametrize("width", [390, 1440])
def test_an_opened_table_stays_inside_its_card(watched: Watched, address: str, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = opened(watched, address, "/child-protection")
    for opener in page.locator(".chart-menu summary", has_text="Table").all()[:2]:
        opener.click()
    expect(page.locator(".menu-body table.figures")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for card in page.locator(".chart:has(table)").all():
        inside = "card => card.querySelector('.table-scroll').getBoundingClientRect().right"
        edge = "card => card.getBoundingClientRect().right"
        assert card.evaluate(inside) <= card.evaluate(edge) + 1


def test_small_charts_keep_their_headings_on_a_phone(watched: Watched, address: str) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = opened(watched, address, "/indicator/protection_plans?split=age")
    headings = page.locator(".graph-apart .annotation")
    assert headings.count() >= 5
    lefts = "all => new Set(all.map(each => Math.round(each.getBoundingClientRect().left))).size"
    until(page, f"({lefts})([...document.querySelectorAll('.graph-apart .annotation')]) === 1")
    for heading in headings.all():
        box = heading.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe_findings(page) == []


def test_every_filter_of_the_overview_leaves_fewer_rows(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/")
    rows = page.locator(".scorecard tbody tr")
    every = rows.count()
    asked = {"theme": "workforce", "status": "not_met", "change": "worse", "position": "worse"}
    asked["assurance"] = "hit_or_miss"
    for name, value in asked.items():
        choose(page, name, value)
        expect(page.locator(".filters-end")).not_to_contain_text(re.compile(r"^(\d+) of \1 "))
        assert rows.count() < every
        choose(page, name, "usual")
        expect(rows).to_have_count(every)


@pytest.mark.parametrize(("name", "value"), [("outcome", "rejected"), ("file", None)])
def test_every_filter_of_data_quality_leaves_fewer_rows(
    watched: Watched, address: str, name: str, value: str | None
) -> None:
    page = opened(watched, address, "/data-quality")
    value = value or control(page, name).locator("option").nth(2).get_attribute("value")
    before = page.locator("main table tbody tr").count()
    choose(page, name, value)
    expect(page.locator(".filters-end")).not_to_contain_text(re.compile(r"^(\d+) of \1 "))
    assert page.locator("main table tbody tr").count() < before


def test_chosen_councils_are_compared_with(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/indicator/children_in_care?unit=per_10000")
    choose(page, "compare", "chosen")
    adding = control(page, "add")
    expect(adding).to_be_visible()
    for count in range(1, 6):
        offered = adding.locator("option").evaluate_all("all => all.map(each => each.value)")
        adding.select_option([code for code in offered if code not in ("", "usual")][count])
        expect(page.locator(".chip")).to_have_count(count)
    until(page, "new URLSearchParams(location.search).get('compare').includes(',')")
    expect(page.locator(".definition")).to_contain_text("5 chosen councils")
    drawn(page)
    assert axe_findings(page) == []
    page.locator(".chip").first.click()
    expect(page.locator(".chip")).to_have_count(4)


def test_from_the_overview_to_an_indicator_and_back(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/")
    link = page.locator(".scorecard tbody tr th[scope=row] a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("main h1")).to_have_text(name)
    drawn(page)
    page.go_back()
    expect(page.locator("main h1")).to_have_text("Overview")


def test_what_needs_attention_leads_to_its_indicator(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/")
    sentences = page.locator(".attention li a")
    assert 1 <= sentences.count() <= 7
    sentences.first.click()
    page.wait_for_url("**/indicator/*")
    drawn(page)
    expect(page.locator(".chart-title")).to_be_visible()


def test_a_copied_address_opens_the_same_view(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/indicator/children_in_care")
    for name, value in {"from": "2024-04", "statistic": "mean", "unit": "count"}.items():
        redrawn_by(page, name, value)
    copied, seen, words = page.url, figures(page), page.locator("main").inner_text()
    page.goto("about:blank")
    page.goto(copied)
    expect(page.locator("main h1")).to_be_visible()
    drawn(page)
    assert figures(page) == seen
    assert page.locator("main").inner_text() == words


def test_back_and_forward_walk_through_the_views(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    choose(page, "statistic", "mean")
    expect(page.locator(".chart-menu").first).to_be_visible()
    choose(page, "compare", "region")
    page.go_back()
    expect(control(page, "compare")).to_have_value("usual")
    expect(control(page, "statistic")).to_have_value("mean")
    page.go_back()
    expect(control(page, "statistic")).to_have_value("usual")
    page.go_forward()
    expect(control(page, "statistic")).to_have_value("mean")


def test_a_filter_keeps_the_focus(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    control(page, "window").focus()
    choose(page, "window", "m")
    drawn(page)
    focused = page.evaluate("document.activeElement.id")
    assert '"window"' in focused


def test_a_chart_opens_its_table_by_keyboard(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    chart = page.locator('[id="initial_conferences_in_15_days"]')
    chart.locator("summary", has_text="Table").focus()
    page.keyboard.press("Enter")
    table = chart.locator("table.figures")
    expect(table).to_be_visible()
    expect(table).to_contain_text("2025/26")
    expect(table.locator("thead")).to_contain_text("Period")


def test_downloads_are_the_figures_of_the_view(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/indicator/children_in_care?unit=per_10000&from=2026-01")
    for ending in ("csv", "xlsx", "json"):
        link = page.locator(f'a[href^="/data/children_in_care.{ending}"]').get_attribute("href")
        answer = page.request.get(address + link)
        assert answer.status == 200
        assert "unit=per_10000" in link
    rows = answer.json()["rows"]
    assert answer.json()["unit"] == "per_10000"
    assert min(row["period_end"] for row in rows) == "2026-01-31"


def test_a_hostile_address_gets_sentences(watched: Watched, address: str) -> None:
    page = opened(
        watched,
        address,
        "/workforce?from=%3Cscript%3E&to=9&window=%27;drop&compare=%00&split[]=1&unit=" + "a" * 500,
    )
    expect(page.locator(".notice-fault p").first).to_be_visible()
    assert page.locator("main script").count() == 0


def test_an_unknown_address_is_a_helpful_404(watched: Watched, address: str) -> None:
    answer = watched.page.goto(f"{address}/nothing-here")
    assert answer.status == 404
    expect(watched.page.locator("main h1")).to_have_text("There is no such page")
    expect(watched.page.locator("main a", has_text="Child protection")).to_be_visible()
    assert len(watched.errors) == 1  # the browser itself says that the page was a 404
    watched.errors.clear()


def test_charts_stand_two_abreast_on_a_wide_screen_and_one_on_a_phone(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, "/child-protection")
    tops = (
        "[...document.querySelectorAll('.chart')].slice(0, 2)"
        ".map(chart => chart.getBoundingClientRect().top)"
    )
    first, second = page.evaluate(tops)
    assert first == second
    page.set_viewport_size({"width": 390, "height": 844})
    first, second = page.evaluate(tops)
    assert first < second


def test_the_page_prints_with_charts_as_wide_as_the_paper(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/child-protection")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 970})
    wide = page.evaluate(
        "[...document.querySelectorAll('.graph .main-svg')]"
        ".map(svg => svg.getBoundingClientRect().width)"
    )
    assert wide
    assert max(wide) <= 688
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert not page.locator(".chart-menu").first.is_visible()
