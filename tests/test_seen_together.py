"""Indicators seen together: one axis of time, a scale each, and what the address asks for."""

from datetime import date

import plotly.graph_objects as go
import pytest

from components.together import Strip, Together, together_section
from components.together_figure import GAP, NAME, STRIP, together_figure
from components.together_table import month_beside, together_table
from data.home import Home
from pages.indicator_page import indicator_page
from pages.opened_state import MOST_TOGETHER, OpenedState, opened_address, opened_state
from pages.seen_together import get_together
from pages.view_period import usual_period
from queries.catalogue import catalogue
from queries.span import get_span
from queries.store import current_store
from queries.trends.view import Trend, View
from tests.made_trends import made_indicator, made_rows, made_trend, yearly_trend

SLUG = "protection_plans"


def made_three() -> list[Trend]:
    """A percentage, a count that starts a year later, and published years."""
    later = made_rows([300.0 + at for at in range(55)], first=date(2022, 4, 1))
    count = made_trend(
        indicator=made_indicator("referrals", short="Referrals", units=("count",)),
        rows=tuple(later),
        unit="count",
        latest=later[-1],
        year_before=later[-13],
    )
    return [made_trend(), count, yearly_trend()]


def axes(layout: dict) -> list[dict]:
    return [layout[name] for name in layout if name.startswith("yaxis")]


def test_the_figure_is_valid_plotly_with_one_axis_of_time() -> None:
    figure = together_figure(made_three(), date(2025, 7, 31))
    go.Figure(figure)  # raises on any property that Plotly does not have
    assert [name for name in figure["layout"] if name.startswith("xaxis")] == ["xaxis"]
    assert {trace.get("xaxis", "x") for trace in figure["data"]} == {"x"}
    assert {trace["yaxis"] for trace in figure["data"]} == {"y", "y2", "y3"}
    assert figure["layout"]["xaxis"]["range"] == ["2016-04-01", "2026-11-01"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == ["2025-07-31"]


def test_each_strip_has_its_own_scale_and_stands_under_the_one_before() -> None:
    layout = together_figure(made_three())["layout"]
    ranges = [axis["range"] for axis in axes(layout)]
    assert ranges[0][0] > 0  # a percentage may zoom
    assert ranges[1][0] == 0  # a count starts at zero
    domains = [axis["domain"] for axis in axes(layout)]
    assert domains[0][0] > domains[1][1]
    assert domains[1][0] > domains[2][1]
    assert domains[2][0] == pytest.approx(0)


@pytest.mark.parametrize("screen", [0, 1])
def test_every_plot_has_the_room_that_its_name_leaves(screen: int) -> None:
    layout = together_figure(made_three())["layout"]
    places = layout["meta"]["wide" if screen == 0 else "narrow"]
    tall = 3 * STRIP[screen]
    for at, name in enumerate(("yaxis", "yaxis2", "yaxis3")):
        foot, top = places[f"{name}.domain"]
        assert round((1 - top) * tall) == at * STRIP[screen] + NAME[screen]
        below = (at + 1) * STRIP[screen] - (GAP if at < 2 else 0)
        assert round((1 - foot) * tall) == below
    assert layout["meta"]["heights"][screen] == tall + 26


def test_a_point_says_its_figure_once_and_opens_months_of_the_page_alone() -> None:
    figure = together_figure(made_three())
    lines = [trace for trace in figure["data"] if trace["mode"] != "markers"]
    assert all("hovertemplate" in trace and trace["text"] for trace in lines)
    dots = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert dots
    assert all(trace["hoverinfo"] == "skip" and not trace["customdata"] for trace in dots)
    years = next(trace for trace in lines if trace["yaxis"] == "y3")
    assert years["customdata"][-1] is None or years["customdata"][-1] == "2025-03"
    assert lines[0]["customdata"][0] == "2021-04"


def test_markup_in_a_name_is_shown_as_written() -> None:
    trend = made_trend(indicator=made_indicator(short="<b>A & B</b>"))
    figure = together_figure([trend, made_trend()])
    said = [trace["hovertemplate"] or "" for trace in figure["data"]]
    assert any("&lt;b&gt;A &amp; B&lt;/b&gt;" in each for each in said)


def made_together(**changed) -> Together:
    own, count, years = made_three()
    strips = [
        Strip(own),
        Strip(count, "/indicator/referrals", "?with=none", {"csv": "/data/r.csv"}),
    ]
    return Together([*strips, Strip(years, "/indicator/years", "?with=r")], **changed)


def test_the_section_names_links_and_reads_out_every_latest_figure() -> None:
    found = made_together(may_add=[("a,b", "Another")], usual="/indicator/x")
    section = together_section(found)
    links = [each.href for each in section._traverse() if getattr(each, "href", None)]
    assert {"/indicator/referrals", "?with=none", "/indicator/years", "/indicator/x"} <= set(links)
    alternative = next(
        each.to_plotly_json()["props"]["aria-label"]
        for each in section._traverse()
        if getattr(each, "role", None) == "img"
    )
    for trend in made_three():
        assert trend.indicator.short in alternative
    assert "354" in alternative
    assert "Oct 2026" in alternative


def test_what_has_no_figures_is_said_with_a_way_to_leave_it_out() -> None:
    section = str(together_section(made_together(empty=[(made_indicator("contacts"), "?with=b")])))
    assert "No figures in this period" in section
    assert "leave out" in section


def test_the_month_stands_beside_the_year_before() -> None:
    said = str(month_beside(made_together(month_end=date(2025, 7, 31))))
    assert "July 2025" in said
    assert "Jul 2024" in said
    assert "'339'" in said  # 300 + 39 months after April 2022
    assert "'327'" in said


def test_the_table_has_a_row_a_period_and_each_ones_files() -> None:
    table = together_table(made_together(), lambda row: f"?month={row.period_end:%Y-%m}")
    said = str(table)
    days = {row.period_end for trend in made_three() for row in trend.rows}
    assert said.count("Tr(") == len(days) + 1
    assert "?month=2026-10" in said
    assert "/data/r.csv" in said


def together_of(home: Home, query: dict, slug: str = SLUG) -> Together:
    store = current_store(home)
    view = View(start=date(2024, 4, 1))
    return get_together(
        store, catalogue()[slug], view, opened_state(query), usual_period(get_span(store))
    )


def slugs_of(found: Together) -> list[str]:
    return [strip.trend.indicator.slug for strip in found.strips]


def test_the_links_of_the_definition_stand_unasked(sample_home: Home) -> None:
    found = together_of(sample_home, {})
    assert slugs_of(found) == [SLUG, *catalogue()[SLUG].linked]
    assert found.usual == ""
    assert all(
        row.period_end >= date(2024, 4, 1) for each in found.strips for row in each.trend.rows
    )
    assert found.strips[1].page == "/indicator/section_47_started?from=2024-04"
    assert found.strips[1].files["csv"].startswith("/data/section_47_started.csv?from=2024-04")


def test_the_address_asks_for_others_and_each_can_be_left_out(sample_home: Home) -> None:
    found = together_of(sample_home, {"with": f"referrals,{SLUG},caseload", "month": "2025-07"})
    assert slugs_of(found) == [SLUG, "referrals", "caseload"]
    assert found.strips[1].without.endswith("with=caseload")
    assert "month=2025-07" in found.strips[1].without
    assert "with" not in found.usual
    added = [value for value, _ in found.may_add]
    assert "referrals,caseload,contacts" in added
    assert not any(value.endswith((",referrals", SLUG)) for value in added)


def test_what_has_no_figures_in_the_period_is_not_drawn(sample_home: Home) -> None:
    found = together_of(sample_home, {"with": "reoffending,referrals"})
    assert slugs_of(found) == [SLUG, "referrals"]
    assert [indicator.slug for indicator, _ in found.empty] == ["reoffending"]


def test_with_none_there_is_nothing_beside_it(sample_home: Home) -> None:
    found = together_of(sample_home, {"with": "none"})
    assert slugs_of(found) == [SLUG]
    assert "Seen together" in str(together_section(found))
    assert len(found.may_add) == len(catalogue()) - 1


def test_an_address_that_names_nothing_gets_a_sentence() -> None:
    state = opened_state({"with": "referrals,<script>,referrals"})
    assert state.together == ("referrals",)
    assert len(state.faults) == 1
    assert "no indicator" in state.faults[0]
    many = opened_state({"with": ",".join(list(catalogue())[: MOST_TOGETHER + 3])})
    assert len(many.together) == MOST_TOGETHER
    assert "At most" in many.faults[0]
    assert opened_state({}).together is None
    assert not opened_state({"with": "referrals"}).faults


def test_an_address_keeps_what_is_seen_together() -> None:
    state = OpenedState(together=("referrals", "caseload"))
    assert opened_address(SLUG, View(), state) == f"/indicator/{SLUG}?with=referrals,caseload"
    assert opened_address(SLUG, View(), state, together=()).endswith("?with=none")
    assert opened_address(SLUG, View(), state, together=None) == f"/indicator/{SLUG}"


def test_the_page_shows_the_whole_beside_its_links_whatever_is_split(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    page = indicator_page("assessments_in_45_days", {"split": "team", "with": "referrals"})
    said = str(page)
    assert "assessments_in_45_days~together" in said
    months = [
        each.href
        for each in indicator_page(SLUG, {"with": "referrals"})._traverse()
        if "month=2025-07" in str(getattr(each, "href", ""))
    ]
    assert months
    assert all("with=referrals" in href for href in months if href.startswith(f"/indicator/{SLUG}"))
