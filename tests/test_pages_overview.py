"""The overview's orders: the worst first by one column, and what a heading leads to."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import dcc, html

from components.scorecard import scorecard
from components.sparkline import sparkline_svg
from components.variation_grid import COLUMNS as COLUMNS_OF_GRID
from components.variation_grid import ROWS, variation_grid
from pages.overview_filters import is_asked_for
from pages.overview_order import BEST, COLUMNS, ORDERS, in_order, sortings
from queries.trends.overview import ScorecardRow, SparkPoint
from tests.test_pages_words import text_of

ROW = ScorecardRow(
    slug="a",
    theme="finance",
    title="A",
    short="A",
    unit="percent",
    window="m",
    better="lower",
    source="cases",
    period_end=date(2026, 10, 31),
    period_text="Oct 2026",
    value=20.0,
    value_text="20.0%",
    target=10.0,
    target_text="10%",
    target_status="not_met",
    change=2.0,
    change_text="+2.0",
    spark=(),
    rank=11,
    of=11,
    position_text="worst of 11",
    spc="shift",
    spc_direction="high",
    spc_meaning="concerning",
    assurance="none",
    verdict="A.",
)
ASKED = dict.fromkeys(("theme", "status", "change", "position", "assurance", "sort", "shown"), "")


def titles(rows: list[ScorecardRow], order: str) -> str:
    return "".join(row.title for row in in_order(rows, order))


@pytest.mark.parametrize(
    ("order", "field", "values"),
    [
        ("target", "target_status", ["near", "not_met", "met", "no_target"]),
        ("position", "rank", [5, 11, 1, None]),
        ("signal", "spc_meaning", ["neither", "concerning", "improving", None]),
        ("change", "change", [1.0, 5.0, -3.0, None]),
    ],
)
def test_the_worst_or_the_best_stands_first_and_the_unknown_last(
    order: str, field: str, values: list
) -> None:
    rows = [
        replace(ROW, title=title, **{field: value})
        for title, value in zip("ABCD", values, strict=True)
    ]
    assert titles(rows, order) == "BACD"
    assert titles(rows, order + BEST) == "CABD"
    assert titles(rows, "") == titles(rows, "name") == "ABCD"


def test_a_change_counts_as_a_share_of_what_was_and_by_what_is_better() -> None:
    doubled = replace(ROW, title="D", value=2.0, change=1.0)
    larger = replace(ROW, title="L", value=120.0, change=20.0)
    from_nothing = replace(ROW, title="N", value=1.0, change=1.0)
    higher_is_better = replace(ROW, title="H", better="higher", change=1.0)
    of_no_direction = replace(ROW, title="O", better="neither", change=50.0)
    rows = [of_no_direction, higher_is_better, larger, doubled, from_nothing]
    assert titles(rows, "change") == "NDLHO"


def test_a_heading_leads_to_the_worst_then_the_best_then_the_themes() -> None:
    asked, seen = {**ASKED, "status": "not_met"}, []
    for _ in range(3):
        heading = sortings(asked)["position"]
        query = parse_qs(urlsplit(heading.address).query)
        assert query["status"] == ["not_met"]
        asked = {**asked, "sort": query.get("sort", [""])[0]}
        seen.append((asked["sort"], sortings(asked)["position"].state))
    assert seen == [
        ("position", "descending"),
        ("position-best", "ascending"),
        ("", "none"),
    ]


def test_every_heading_that_orders_is_an_order_of_the_control() -> None:
    offered = {name for name, _ in ORDERS}
    for column in COLUMNS:
        address = sortings(ASKED)[column].address
        assert parse_qs(urlsplit(address).query)["sort"][0] in offered
    assert sortings({**ASKED, "sort": "name"})["name"].address == "/"
    assert sortings({**ASKED, "sort": "name"})["name"].state == "ascending"


def test_each_tested_indicator_stands_in_one_cell_of_the_grid() -> None:
    cells = [("concerning", "fail"), ("none", "hit_or_miss"), ("improving", "pass")]
    cells += [("neither", "none"), (None, "none")]
    rows = [
        replace(ROW, slug=f"r{at}", short=f"R{at}", spc_meaning=meaning, assurance=assurance)
        for at, (meaning, assurance) in enumerate(cells)
    ]
    grid = variation_grid(rows)
    body = [each for each in grid._traverse() if isinstance(each, html.Tr)][1:]
    found = {}
    for row, (meaning, _, _) in zip(body, ROWS, strict=True):
        for cell, (assurance, _) in zip(row.children[1:], COLUMNS_OF_GRID, strict=True):
            links = [link.href for link in cell._traverse() if isinstance(link, dcc.Link)]
            found |= {link: (meaning, assurance) for link in links}
    assert found == {f"/indicator/r{at}": cells[at] for at in range(4)}
    assert "1 other is not tested" in text_of(grid)


def test_a_row_says_its_verdict_to_who_points_at_it_and_to_who_does_not_see_its_line() -> None:
    row = replace(ROW, verdict="A: 20.0%, above the 10% target.")
    table = scorecard([row], "Oct 2026", sortings(ASKED))
    links = [each for each in table._traverse() if isinstance(each, dcc.Link)]
    lines = [each for each in table._traverse() if isinstance(each, html.Img)]
    assert row.verdict in [getattr(each, "title", None) for each in links]
    assert [each.alt for each in lines] == [row.verdict]


def test_a_row_passes_the_filters_of_change_and_of_what_its_target_may_expect() -> None:
    row = replace(ROW, spc_meaning="improving", assurance="pass")
    assert is_asked_for(row, {**ASKED, "assurance": "pass", "change": "improving"})
    assert not is_asked_for(row, {**ASKED, "assurance": "fail"})
    assert not is_asked_for(ROW, {**ASKED, "assurance": "pass"})


def test_a_small_line_of_a_year_to_date_starts_anew_each_april() -> None:
    days = [date(2026, month, 28) for month in range(1, 7)]
    points = [SparkPoint(day, at, None, None) for at, day in enumerate(days, start=1)]
    assert sparkline_svg(points, 148, 32).count("<polyline") == 1
    assert sparkline_svg(points, 148, 32, anew=True).count("<polyline") == 2
