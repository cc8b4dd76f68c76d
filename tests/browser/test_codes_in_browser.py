"""Codes are mapped, the page refreshes, and the figures move: by mouse, by keys, in three sizes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from data.code_mapping import mapping_notes
from data.home import Home
from data.refresh_run import only_refresh
from queries.refresh import refresh
from tests.browser.conftest import Watched, served
from tests.browser.driving import axe_findings, choose, opened
from tests.browser.test_for_everyone import SIZES
from tests.code_homes import BOSNIAN, CONSTABULARY, home_with_codes

pytestmark = pytest.mark.browser

REFRESH_MILLISECONDS = 120_000
REFERRALS = "/indicator/referrals?split=source_of_referral"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_with_codes(tmp_path_factory.mktemp("codes") / "council")
    refresh(made)
    return made


@pytest.fixture(scope="module")
def codes_address(home: Home) -> Iterator[str]:
    with served(home) as url:
        yield url


@pytest.fixture(autouse=True)
def _no_notes(home: Home) -> None:
    home.notes_file.unlink(missing_ok=True)


def meaning(page: Page, text: str):
    """The control that says what a spelling means."""
    return page.get_by_label(f"What ‘{text}’ means")


def members(watched: Watched, address: str) -> set[str]:
    """The parts of referrals by their source, as the indicator's page names them."""
    page = opened(watched, address, REFERRALS)
    return set(page.locator(".members a").all_inner_texts())


def test_a_code_is_mapped_and_refreshed_and_the_split_moves(
    watched: Watched, codes_address: str, home: Home
) -> None:
    assert members(watched, codes_address) == {"Police", "Schools", "Not recognised"}
    page = opened(watched, codes_address, "/data-quality")
    page.get_by_role("link", name="5 codes to map").click()
    expect(page.locator("#codes")).to_be_focused()
    meaning(page, CONSTABULARY.upper()).select_option(label="Police (6)")
    page.get_by_role("button", name="Save what is chosen").first.click()
    pending = page.locator(".codes-pending")
    expect(pending).to_contain_text("1 mapping saved since the last refresh. It takes effect")
    expect(page.locator("#codes")).to_be_focused()
    assert page.evaluate("location.hash") == "#codes"
    assert [each.code for each in mapping_notes(home.notes_file, "908")] == ["6"]

    pending.get_by_role("button", name="Refresh now").click()
    expect(page.locator(".refresh-running")).to_contain_text("Refreshing since")
    expect(page.locator(".refresh-running")).to_have_count(0, timeout=REFRESH_MILLISECONDS)
    expect(page.locator("#refresh")).to_be_focused()
    expect(page.locator(".codes-pending")).to_have_count(0)
    expect(page.get_by_role("link", name="4 codes to map")).to_be_visible()
    assert members(watched, codes_address) == {"Police", "Schools"}

    page = opened(watched, codes_address, "/data-quality")
    withdraw = page.get_by_role("button", name=f"Withdraw the meaning of {CONSTABULARY.upper()}")
    withdraw.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".codes-pending")).to_contain_text("1 mapping withdrawn since the last")
    page.locator(".codes-pending button").click()
    expect(page.locator("#refresh-line")).to_be_visible()
    expect(page.locator("#refresh-line")).to_have_count(0, timeout=REFRESH_MILLISECONDS)
    expect(page.get_by_role("link", name="5 codes to map")).to_be_visible()


def test_by_keys_alone(watched: Watched, codes_address: str) -> None:
    page = opened(watched, codes_address, "/data-quality")
    meaning(page, BOSNIAN).focus()
    page.keyboard.press("A")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".codes-pending")).to_be_visible()
    expect(page.locator(".codes-mapped tbody tr")).to_contain_text(BOSNIAN)


def test_axe_finds_nothing_in_three_sizes_whatever_the_section_says(
    watched: Watched, codes_address: str, home: Home
) -> None:
    page = opened(watched, codes_address, "/data-quality")
    for state in ("listed", "saved", "running", "failed"):
        if state == "saved":
            meaning(page, BOSNIAN).select_option("WOTH")
            page.get_by_role("button", name="Save what is chosen").last.click()
            expect(page.locator(".codes-pending")).to_be_visible()
        if state == "running":
            with only_refresh(home.warehouse) as run:
                run.tell("1 of 2 · ssd_person.csv")
                page.reload()
                expect(page.locator("#refresh-line")).to_have_text("1 of 2 · ssd_person.csv")
                run.tell("computing the figures")
                expect(page.locator("#refresh-line")).to_have_text("computing the figures")
                _looks_right(page)
                run.end("failed", "The disk is full.")
            expect(page.locator(".notice-fault")).to_contain_text("The disk is full.")
        _looks_right(page)


def _looks_right(page: Page) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert axe_findings(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_chosen_outlasts_a_filter(watched: Watched, codes_address: str) -> None:
    page = opened(watched, codes_address, "/data-quality")
    meaning(page, BOSNIAN).select_option("WOTH")
    choose(page, "file", "ssd_person.csv")
    expect(page.locator(".filters-end")).to_contain_text("1 of 2 tables shown")
    assert meaning(page, BOSNIAN).input_value() == "WOTH"


def test_what_is_chosen_outlasts_the_end_of_a_refresh(
    watched: Watched, codes_address: str, home: Home
) -> None:
    with only_refresh(home.warehouse) as run:
        page = opened(watched, codes_address, "/data-quality")
        expect(page.locator("#refresh-line")).to_have_text("starting")
        meaning(page, BOSNIAN).select_option("WOTH")
        run.end("published")
    expect(page.locator("#refresh-line")).to_contain_text("It has ended. Save what you have chosen")
    assert meaning(page, BOSNIAN).input_value() == "WOTH"
    page.get_by_role("button", name="Save what is chosen").last.click()
    expect(page.locator(".codes-pending")).to_be_visible()
    expect(page.locator("#refresh-line")).to_have_count(0)


def test_another_sites_form_changes_nothing(
    browser: Browser, codes_address: str, home: Home
) -> None:
    before = {each.name for each in home.warehouse.iterdir()}
    page = browser.new_page()
    page.set_content(
        f'<form method="post" action="{codes_address}/data-quality/refresh">'
        "<button>Win a prize</button></form>"
    )
    with page.expect_navigation() as led:
        page.get_by_role("button").click()
    page.close()
    assert led.value.status == 403
    assert {each.name for each in home.warehouse.iterdir()} == before
