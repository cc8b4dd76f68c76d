"""A month opened on an indicator's page: the panel, its links, the cases and their file."""

import csv
import io
import json
import logging
from collections.abc import Iterator

import pytest
from dash import dcc
from flask.testing import FlaskClient

from data.home import Home
from pages import access
from pages.application import create_app
from pages.indicator_page import indicator_page
from queries.catalogue import catalogue
from queries.store import current_store
from queries.trends.trend import get_trend
from queries.trends.view import View

SLUG = "initial_conferences_in_15_days"


@pytest.fixture
def home(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return sample_home


@pytest.fixture
def client(home: Home) -> Iterator[FlaskClient]:
    yield create_app().server.test_client()


def _page(slug: str = SLUG, **query: str) -> str:
    return json.dumps(indicator_page(slug, query), default=lambda each: each.to_plotly_json())


def _links(slug: str = SLUG, **query: str) -> dict[str, str]:
    """Addresses of the page's links by their ids."""
    page = indicator_page(slug, query)
    return {
        each.id: each.href
        for each in page._traverse()
        if isinstance(each, dcc.Link) and getattr(each, "id", None)
    }


def _row(home: Home, window: str = "m"):
    trend = get_trend(current_store(home), SLUG, View(window=window))
    return [row for row in trend.rows if row.value is not None][-5]


def test_the_latest_month_opens_unasked(home: Home) -> None:
    trend = get_trend(current_store(home), SLUG, View())
    page = _page()
    assert f"{trend.latest.period_end:%B %Y}" in page
    assert "What moved it since" in page
    assert "month-later" not in _links()


def test_an_opened_month_leads_on_back_and_to_its_cases(home: Home) -> None:
    row = _row(home)
    links = _links(month=f"{row.period_end:%Y-%m}")
    assert set(links) >= {"month-earlier", "month-later", "month-latest", "open-cases", "against"}
    opened = _page(month=f"{row.period_end:%Y-%m}", cases="open")
    assert f"Cases counted in {row.period_end:%B %Y}: {row.denominator:,.0f} " in opened
    assert f"({row.numerator:,.0f} of {row.denominator:,.0f})" in opened
    assert "close-cases" in opened


def test_the_rows_on_the_page_are_the_figure(home: Home) -> None:
    row = _row(home)
    page = indicator_page(SLUG, {"month": f"{row.period_end:%Y-%m}", "cases": "open"})
    (store,) = [each for each in page._traverse() if _is_cases(each)]
    fields = [column["field"] for column in store.data["columns"]]
    assert len(store.data["rows"]) == row.denominator
    counted = [each[fields.index("counts_as")] for each in store.data["rows"]]
    assert counted.count("Both") == row.numerator


def _is_cases(each: object) -> bool:
    return isinstance(each, dcc.Store) and each.id.get("type") == "cases"


def test_a_count_is_no_share_of_itself(home: Home) -> None:
    trend = get_trend(current_store(home), "protection_plans", View(unit="count"))
    page = _page("protection_plans", cases="open")
    assert f': {trend.latest.numerator:,.0f}"' in page
    assert "Counts in" not in page
    assert "Counted: children" in page


def test_a_member_has_its_own_line_and_cases(home: Home) -> None:
    store = current_store(home)
    trend = get_trend(store, SLUG, View(split="team"))
    row = [each for each in trend.rows if each.denominator][-1]
    asked = {"split": "team", "member": row.member, "month": f"{row.period_end:%Y-%m}"}
    page = _page(**asked, cases="open")
    assert f": {row.member}" in page
    assert f", {row.member}: {row.denominator:,.0f} (" in page


def test_a_month_without_a_figure_is_said(home: Home) -> None:
    assert "There is no figure for January 1999" in _page(month="1999-01")
    assert "is not a month such as" in _page(month="soon")
    assert "names a member without its split" in _page(member="x")


def test_a_part_that_is_none_is_said_and_those_that_are_named(home: Home) -> None:
    asked = {"month": "2025-07", "member": "nope"}
    page = _page(**asked, split="team")
    assert "No 'nope' here" in page
    assert "By team there are: " in page
    assert "No such split" in _page(**asked, split="moonlight")


def test_a_typed_or_published_figure_has_no_cases(home: Home) -> None:
    slug = "spend_on_safeguarding"
    assert not catalogue()[slug].computed
    page = _page(slug)
    assert "cases behind it" in page
    assert "open-cases" not in _links(slug)


def test_the_file_has_every_case_and_no_formula(client: FlaskClient, home: Home, caplog) -> None:
    row = _row(home, "r")
    with caplog.at_level(logging.INFO, logger="waymark.cases"):
        answer = client.get(f"/cases/{SLUG}.csv?month={row.period_end:%Y-%m}&window=r")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert len(rows) == row.denominator
    assert sum(each["Counts in"] == "Both" for each in rows) == row.numerator
    (line,) = [each.getMessage() for each in caplog.records]
    assert line == f"cases opened: {SLUG} {row.period_end:%Y-%m}, {len(rows)} rows"
    assert not any(each["Case"] in line for each in rows)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cases/nothing.csv?month=2025-07", 404),
        (f"/cases/{SLUG}.csv", 400),
        (f"/cases/{SLUG}.csv?month=2025-13", 400),
        (f"/cases/{SLUG}.csv?month=2025-07&window=z", 400),
        (f"/cases/{SLUG}.csv?month=2025-07&split=moon", 400),
        (f"/cases/{SLUG}.csv?month=2025-07&member=x", 400),
        ("/cases/spend_on_safeguarding.csv?month=2025-03", 404),
        (f"/cases/{SLUG}.csv?month=2099-07", 404),
        (f"/cases/{SLUG}.csv?month=2025-07&month=2099-07", 404),
    ],
)
def test_an_address_that_means_nothing_is_refused_in_a_sentence(
    client: FlaskClient, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.get_json()["error"].endswith(".")


def test_cases_need_the_analyst(client: FlaskClient, home: Home, monkeypatch) -> None:
    monkeypatch.setattr(access, "_HERE", frozenset({"viewer"}))
    row = _row(home)
    month = f"{row.period_end:%Y-%m}"
    assert client.get(f"/cases/{SLUG}.csv?month={month}").status_code == 403
    page = indicator_page(SLUG, {"month": month, "cases": "open"})
    assert not [each for each in page._traverse() if _is_cases(each)]
    assert "needs the role of analyst" in _page(month=month, cases="open")
