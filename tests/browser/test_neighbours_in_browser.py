"""The long table of every English council: fetched when opened, and anew for another view."""

import pytest
from playwright.sync_api import expect

from data.home import Home
from tests.browser.conftest import Watched, served
from tests.browser.driving import choose, opened

pytestmark = pytest.mark.browser


def test_a_table_of_the_view_before_is_closed_and_fetched_anew(
    watched: Watched, cornwall_home: Home
) -> None:
    with served(cornwall_home) as address:
        page = opened(watched, address, "/indicator/re_referrals?compare=england")
        opener = page.locator("summary", has_text="Show all")
        rows = page.locator('[id*=\'"type":"neighbours"\'] tr')
        opener.click()
        expect(rows.nth(100)).to_be_attached()
        choose(page, "statistic", "mean")
        expect(rows).to_have_count(0)
        opener.click()
        expect(rows.nth(100)).to_be_visible()
