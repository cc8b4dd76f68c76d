"""What people come to do, in the clicks that it may take. A key counts as a click."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.driving import choose, drawn, opened, redrawn_by, settled

pytestmark = pytest.mark.browser


class Clicks:
    """A reader who counts their clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.made = 0

    def click(self, selector: str, text: str | None = None) -> None:
        self.page.locator(selector, has_text=text).first.click()
        self.made += 1

    def choose(self, name: str, value: str) -> None:
        choose(self.page, name, value)
        self.made += 1


def test_what_needs_attention_is_read_without_a_click(watched: Watched, address: str) -> None:
    page = opened(watched, address, "/")
    sentences = page.locator(".attention li")
    assert sentences.count() >= 3
    for at in range(3):
        said = sentences.nth(at).inner_text()
        box = sentences.nth(at).bounding_box()
        assert box["y"] + box["height"] < 900, "below the first screen"
        assert re.search(r"\d", said), said
        assert re.search(r"target|neighbours|councils|worsening", said), said


def test_conference_timeliness_and_the_neighbours_in_two_clicks(
    watched: Watched, address: str
) -> None:
    reader = Clicks(opened(watched, address, "/"))
    reader.click("header nav a", "Child protection")
    expect(reader.page.locator("main h1")).to_have_text("Child protection")
    drawn(reader.page)
    chart = reader.page.locator("#initial_conferences_in_15_days")
    reader.click("#initial_conferences_in_15_days .menu-link", "Open")
    expect(reader.page.locator("main h1")).to_contain_text("within 15 working days")
    verdict = reader.page.locator(".chart-title").inner_text()
    assert re.search(r"neighbours|councils", verdict), verdict
    assert re.search(r"change|worsening|improv|before", verdict), verdict
    assert reader.made <= 2
    assert chart.count() <= 1


def test_below_target_and_getting_worse_and_worse_than_most_in_three_clicks(
    watched: Watched, address: str
) -> None:
    reader = Clicks(opened(watched, address, "/"))
    asked = {"status": "not_met", "change": "worse", "position": "worse"}
    for name, value in asked.items():
        before = reader.page.locator(".filters-end").inner_text()
        reader.choose(name, value)
        expect(reader.page.locator(".filters-end")).not_to_have_text(before)
    rows = reader.page.locator(".scorecard tbody tr:has(th[scope=row])")
    expect(reader.page.locator(".filters-end")).to_contain_text(f"{rows.count()} of ")
    assert rows.count() > 0
    for status in reader.page.locator(".scorecard .cell-status").all_inner_texts():
        assert "not met" in status
    assert reader.made <= 3


def test_this_view_is_sent_by_its_address(watched: Watched, address: str) -> None:
    reader = Clicks(opened(watched, address, "/child-protection"))
    for name, value in {"window": "r", "compare": "region"}.items():
        redrawn_by(reader.page, name, value)
    sent, seen = reader.page.url, settled(reader.page)
    colleague = reader.page.context.browser.new_context(viewport={"width": 1440, "height": 900})
    theirs = Watched(colleague.new_page())
    theirs.page.goto(sent)
    expect(theirs.page.locator("main h1")).to_have_text("Child protection")
    drawn(theirs.page)
    assert settled(theirs.page) == seen
    assert theirs.errors == []
    colleague.close()


def test_how_a_figure_is_counted_in_one_click(watched: Watched, address: str) -> None:
    reader = Clicks(opened(watched, address, "/child-protection"))
    reader.click("#repeat_plans summary", "Definition")
    body = reader.page.locator("#repeat_plans details[open] .menu-body")
    expect(body).to_be_visible()
    expect(body).to_contain_text("plan")
    assert reader.made == 1
    page = opened(watched, address, "/indicator/repeat_plans")
    expect(page.locator(".definition")).to_be_visible()
    page.locator(".example summary").first.click()
    expect(page.locator(".example[open] table").first).to_be_visible()
    page.locator(".example summary", has_text="repeat_plans.sql").click()
    expect(page.locator(".example[open] pre")).to_contain_text("SELECT")


def test_the_figures_in_excel_in_two_clicks(watched: Watched, address: str) -> None:
    reader = Clicks(opened(watched, address, "/child-protection"))
    reader.click("#repeat_plans summary", "Download")
    with reader.page.expect_download() as fetched:
        reader.click("#repeat_plans .menu-links a", "Excel")
    assert fetched.value.suggested_filename.endswith(".xlsx")
    assert fetched.value.path().read_bytes()[:2] == b"PK"
    assert reader.made <= 2


def test_what_it_would_take_to_reach_the_target_by_march_in_two_clicks(
    watched: Watched, address: str
) -> None:
    reader = Clicks(opened(watched, address, "/"))
    reader.click("main a[href^='/indicator/reviews_in_timescale']")
    said = reader.page.locator(".target-reach")
    expect(said).to_be_visible()
    assert re.search(r"March 20\d\d", said.inner_text()), said.inner_text()
    assert re.search(r"of the next \d+|Met|Out of reach", said.inner_text()), said.inner_text()
    assert reader.made <= 2
