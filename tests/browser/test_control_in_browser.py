"""Control charts in the browser: turned on chart by chart, and limits started anew and back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from data.home import Home
from tests.browser.conftest import Watched
from tests.browser.driving import axe_findings, drawn, opened, until

pytestmark = pytest.mark.browser

SLUG = "initial_conferences"


@pytest.fixture(autouse=True)
def _without_notes(sample_home: Home) -> Iterator[None]:
    sample_home.notes_file.unlink(missing_ok=True)
    yield
    sample_home.notes_file.unlink(missing_ok=True)


def test_a_chart_is_turned_and_its_table_and_back_are_one_key_away(
    watched: Watched, address: str
) -> None:
    page = opened(watched, address, "/child-protection")
    chart = page.locator(f"#{SLUG}")
    chart.get_by_role("link", name="Control chart").click()
    until(page, f"new URLSearchParams(location.search).get('control') === '{SLUG}'")
    expect(chart).to_contain_text("control chart · single months")
    drawn(page)
    assert chart.locator(".js-plotly-plot").count() == 1
    chart.get_by_text("Table", exact=False).first.focus()
    page.keyboard.press("Enter")
    expect(chart.get_by_role("table")).to_contain_text("Significant")
    assert axe_findings(page, drawings=False) == []
    chart.get_by_role("link", name="Trend").click()
    until(page, "!location.search.includes('control')")
    expect(chart).not_to_contain_text("control chart ·")


def test_limits_start_anew_by_keyboard_and_are_taken_back(watched: Watched, address: str) -> None:
    page = opened(watched, address, f"/indicator/{SLUG}?lines=control")
    page.get_by_text("Start the limits anew from a month").focus()
    page.keyboard.press("Enter")
    form = page.locator(".rebase-form")
    form.get_by_label("From").select_option(index=4)
    form.get_by_label("What changed").fill("A second conference chair started")
    form.get_by_label("Your name").fill("A. Analyst")
    assert axe_findings(page, drawings=False) == []
    page.keyboard.press("Enter")
    panel = page.locator("#control")
    expect(panel).to_contain_text("A second conference chair started (A. Analyst")
    drawn(page)
    expect(page.locator(".js-plotly-plot").first).to_contain_text("limits anew from")
    panel.get_by_role("button", name="Withdraw").click()
    expect(page.locator("#control")).not_to_contain_text("A second conference chair")
