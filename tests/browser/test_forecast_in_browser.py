"""A forecast in the browser: asked for by the control, drawn, and its figures one key away."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched
from tests.browser.driving import axe_findings, choose, drawn, opened

pytestmark = pytest.mark.browser


def test_a_forecast_is_asked_for_and_read(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/indicator/re_referrals")
    chart = page.locator("figure.chart-large")
    expect(chart).not_to_contain_text("If nothing changes")
    choose(page, "lines", "forecast")
    expect(chart).to_contain_text("most likely between", timeout=20_000)
    drawn(page)
    end = page.evaluate(
        "document.querySelector('.chart-large .js-plotly-plot').layout.xaxis.range[1]"
    )
    assert str(end).startswith("2027-10")
    summary = chart.get_by_text("The forecast in figures")
    summary.focus()
    page.keyboard.press("Enter")
    expect(chart.get_by_role("table")).to_contain_text("Sept 2027")
    assert axe_findings(page, drawings=False) == []
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    expect(chart.locator(".chart-key")).to_contain_text("If nothing changes")
