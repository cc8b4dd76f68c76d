"""Charts are valid Plotly, say what they must, and keep their labels apart."""

import itertools
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from components.axes import MOST_TICKS, month_ticks, tick_words, value_scale, year_ticks
from components.bands import steps
from components.edge_labels import EdgeLabel, placed
from components.graph import CONFIG, graph
from components.members import is_level, member_rows, worst_first
from components.palette import COUNCIL, ENGLAND, MEMBERS, TARGET, WHOLE
from components.periods import month_end, next_day
from components.split_figure import split_figure
from components.trend_figure import trend_figure
from components.trend_labels import edge_words
from queries.trends.view import Comparator, TargetStep
from tests.made_trends import (
    made_indicator,
    made_rows,
    made_trend,
    published_fields,
    split_trend,
    yearly_trend,
)


def trends() -> dict:
    gaps = [80.0, None, 82.0, None, None, 85.0, 86.0] * 6
    return {
        "monthly": made_trend(),
        "with gaps": made_trend(gaps),
        "yearly": yearly_trend(),
        "one point": made_trend([81.0]),
        "no value": made_trend([None, None]),
        "no row": made_trend(rows=(), latest=None),
        "below zero": made_trend([-5.0, 3.0, 4.0] * 6, unit="pounds"),
        "regional": made_trend(comparator=Comparator("region", None, "mean")),
        "no band": made_trend(
            rows=tuple(replace(row, neighbour_min=None) for row in made_rows([1.0]))
        ),
    }


@pytest.mark.parametrize("name", trends())
def test_every_chart_is_valid_plotly(name: str) -> None:
    figure = trend_figure(trends()[name])
    assert isinstance(figure, dict)
    go.Figure(figure)  # raises on any property that Plotly does not have


@pytest.mark.parametrize("members", [1, 4, 5, 9])
def test_every_split_chart_is_valid_plotly_and_has_few_colours(members: int) -> None:
    figure = go.Figure(split_figure(split_trend(members), 288))
    colours = {trace.line.color for trace in figure.data}
    assert len(figure.data) == members
    assert len(colours) == (members if members <= len(MEMBERS) else 1)
    assert len(colours) <= 4


def test_small_multiples_share_one_pair_of_scales() -> None:
    layout = split_figure(split_trend(9), 288)["layout"]
    assert len({str(layout[name]["range"]) for name in layout if name.startswith("yaxis")}) == 1
    assert len({str(layout[name]["range"]) for name in layout if name.startswith("xaxis")}) == 1


def test_the_whole_stands_in_grey_behind_every_member_on_the_same_scale() -> None:
    whole = made_trend()
    for members in (3, 9):
        figure = split_figure(split_trend(members), 288, whole)
        go.Figure(figure)
        grey = [trace for trace in figure["data"] if trace["line"]["color"] == WHOLE]
        assert len(grey) == (1 if members == 3 else 9)
        assert all(trace["hoverinfo"] == "skip" and "customdata" not in trace for trace in grey)
        first, last = figure["layout"]["xaxis"]["range"]
        assert all(first <= day <= last for trace in grey for day in trace["x"])
        low, high = figure["layout"]["yaxis"]["range"]
        assert all(low <= value <= high for trace in grey for value in trace["y"])
        colours = {trace["line"]["color"] for trace in figure["data"]}
        assert len(colours) <= 4
    four = split_figure(split_trend(4), 288, whole)
    assert "xaxis2" in four["layout"], "four members and the whole would be five colours"
    assert "xaxis2" in split_figure(split_trend(2), 288, whole, apart=True)["layout"]


def test_a_sum_has_no_line_behind_its_parts() -> None:
    shares = made_indicator(splits=("reason",), shares_of_whole=("reason",))
    assert is_level(split_trend(3))
    assert not is_level(replace(split_trend(3), unit="count"))
    assert not is_level(replace(split_trend(3), split="reason", indicator=shares))


def test_panels_stand_worst_first_but_ages_in_their_order() -> None:
    teams = replace(split_trend(6), split="team")
    rows = worst_first(teams, member_rows(teams))
    latest = [of_one[-1].value for of_one in rows.values()]
    assert latest == sorted(latest)  # more is better
    ages = split_trend(6)
    assert list(worst_first(ages, member_rows(ages))) == list(ages.members)
    counted = replace(teams, unit="count")
    assert next(iter(worst_first(counted, member_rows(counted)))) == "Part 6"


@pytest.mark.parametrize(("screen", "abreast"), [("wide", 3), ("narrow", 1)])
def test_twenty_panels_stand_clear_of_each_other(screen: str, abreast: int) -> None:
    layout = split_figure(split_trend(20), 288)["layout"]
    places = layout["meta"][screen]
    boxes = [
        (*places[f"xaxis{name}.domain"], *places[f"yaxis{name}.domain"])
        for name in ["", *map(str, range(2, 21))]
    ]
    for one, other in itertools.combinations(boxes, 2):
        beside = one[1] <= other[0] or other[1] <= one[0]
        assert beside or one[2] > other[3] or other[2] > one[3]
    assert len({box[0] for box in boxes}) == abreast
    ticked = [name for name, value in places.items() if "xaxis" in name and value is True]
    assert len(ticked) == abreast


def test_a_year_to_date_of_a_member_starts_anew_each_april() -> None:
    figure = split_figure(replace(split_trend(2), window="y"), 288)
    assert None in figure["data"][0]["x"]


def test_the_band_is_two_areas_stepped_by_published_year_and_lighter_when_carried() -> None:
    figure = trend_figure(made_trend())
    areas = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert len(areas) == 4  # minimum to maximum and middle half, published and carried
    published = areas[0]
    assert published["x"][:2] == ["2021-04-01", "2022-04-01"]
    assert published["x"].count(None) == 3  # four published years, parted by three gaps
    assert areas[2]["x"][:2] == ["2025-04-01", "2026-11-01"]
    strength = [float(area["fillcolor"].rsplit(",", 1)[1].rstrip(")")) for area in areas]
    assert strength[2] < strength[0]
    assert strength[3] < strength[1]


def test_the_end_of_the_published_years_is_said_at_a_hairline() -> None:
    layout = trend_figure(made_trend())["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == ["2025-04-01"]
    said = [note["text"] for note in layout["annotations"]]
    assert "neighbours published to 2024/25" in said


def test_nothing_is_said_of_carrying_where_nothing_is_carried() -> None:
    layout = trend_figure(yearly_trend())["layout"]
    assert layout["shapes"] == []


def test_the_target_is_dashed_and_stepped_where_it_changes() -> None:
    figure = trend_figure(made_trend())
    target = next(t for t in figure["data"] if t.get("line", {}).get("color") == TARGET)
    assert target["x"] == ["2021-04-01", "2023-04-01", "2023-04-01", "2026-11-01"]
    assert target["y"] == [80, 80, 85, 85]
    assert target["line"]["dash"] != "solid"


def test_a_target_that_is_a_range_is_two_lines() -> None:
    step = TargetStep(date(2021, 4, 1), None, 18, 24, "between", "18 to 24%", "2021/22", "")
    figure = trend_figure(made_trend(targets=(step,)))
    drawn = [t["y"] for t in figure["data"] if t.get("line", {}).get("color") == TARGET]
    assert drawn == [[18, 18], [24, 24]]


def test_england_is_dotted_and_not_drawn_beside_a_count() -> None:
    rate = trend_figure(made_trend())
    dashes = [t["line"]["dash"] for t in rate["data"] if t.get("line", {}).get("color") == ENGLAND]
    assert dashes == ["dot"]
    count = made_trend(unit="count", indicator=made_indicator(units=("count",), denominator=None))
    assert not [t for t in trend_figure(count)["data"] if t.get("line", {}).get("color") == ENGLAND]


def test_published_years_are_hollow_and_a_month_is_not() -> None:
    def fills(trend) -> list[str]:
        return [
            trace["marker"]["color"]
            for trace in trend_figure(trend)["data"]
            if trace["mode"] == "markers"
            and "symbol" in trace["marker"]
            and trace["y"]
            and isinstance(trace["marker"]["symbol"], str)
        ]

    assert fills(yearly_trend()) == ["#fff"]
    assert "#fff" not in fills(made_trend())


def test_a_missing_month_breaks_the_line_and_a_lone_month_is_a_dot() -> None:
    figure = trend_figure(made_trend([80.0, None, 82.0, None, 83.0, 84.0], signals=()))
    line = next(t for t in figure["data"] if t["mode"] == "lines" and "text" in t)
    assert line["y"][1] is None
    assert line["connectgaps"] is False
    dots = [t for t in figure["data"] if t["mode"] == "markers"]
    assert dots[0]["y"] == [80.0, 82.0]


def test_signals_are_triangles_whose_words_say_which() -> None:
    trend = made_trend()
    marks = trend_figure(trend)["data"][-1]
    assert marks["marker"]["symbol"] == ["triangle-down"]
    assert "concerning" in marks["text"][0]
    assert "beyond the control limits" in marks["text"][0]


def test_points_carry_numerator_and_denominator() -> None:
    line = next(t for t in trend_figure(made_trend([80.0]))["data"] if "text" in t)
    assert line["text"] == ["<b>Apr 2021</b>  80.0%<br>256 of 320"]


def test_text_from_files_is_never_markup() -> None:
    rows = [replace(row, source="published", release="<b>x</b>") for row in made_rows([80.0])]
    figure = trend_figure(made_trend(rows=tuple(rows)))
    said = [text for trace in figure["data"] for text in trace.get("text", [])]
    assert said
    assert not [text for text in said if "<b>x</b>" in text]


def test_the_council_is_labelled_with_its_value_at_the_right_edge() -> None:
    trend = made_trend([80.0, 93.5])
    notes = trend_figure(trend)["layout"]["annotations"]
    assert "<b>Wayshire 93.5%</b>" in [note["text"] for note in notes]
    assert edge_words(trend, list(trend.rows))[0] == ("Wayshire 93.5%", COUNCIL)


@pytest.mark.parametrize(
    "ends", [(50, 50, 50, 50), (1, 2, 3, 4), (97, 98, 99, 100), (0, 0, 100, 0)]
)
def test_labels_never_overlap_and_stay_beside_the_plot(ends: tuple[float, ...]) -> None:
    scale = value_scale([0, 100], "percent")
    labels = [
        EdgeLabel(f"Neighbours’ median {at} per cent", end, "#000") for at, end in enumerate(ends)
    ]
    found = sorted(placed(labels, scale, 230), key=lambda each: each[1])
    assert len(found) == len(labels)
    for (lower, below), (upper, above) in itertools.pairwise(found):
        assert above - below >= (lower.height + upper.height) / 2 - 1
    assert found[0][1] - found[0][0].height / 2 >= -10
    assert found[-1][1] + found[-1][0].height / 2 <= 230 + 14


def test_labels_that_are_far_apart_stand_at_their_lines() -> None:
    scale = value_scale([0, 100], "percent")
    labels = [EdgeLabel("England 20%", 20, "#000"), EdgeLabel("Target 80%", 80, "#000")]
    assert [centre for _, centre in placed(labels, scale, 200)] == [
        round(scale.share(20) * 200),
        round(scale.share(80) * 200),
    ]


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([430, 412], "count"),
        ([93.5, 95.0, 88.0], "percent"),
        ([0.3, 0.4], "percent"),
        ([38.6, 40.1], "per_10000"),
        ([1_420_000, -310_000], "pounds"),
        ([5, 5, 5], "days"),
        ([0, 0], "count"),
        ([99.9, 100.0], "percent"),
    ],
)
def test_a_scale_holds_its_values_with_at_most_six_ticks(values: list, unit: str) -> None:
    scale = value_scale(values, unit)
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert 2 <= len(scale.ticks) <= MOST_TICKS
    assert len(set(tick_words(scale, unit))) == len(scale.ticks)
    assert all(scale.low - 1e-9 <= tick <= scale.high + 1e-9 for tick in scale.ticks)


def test_counts_start_at_zero_and_percentages_may_zoom() -> None:
    assert value_scale([430, 412], "count").low == 0
    assert value_scale([93.5, 95.0], "percent").low > 80
    assert value_scale([18.9, 5.0], "percent").low == 0


@pytest.mark.parametrize("months", [1, 5, 7, 14, 25, 40, 67, 78, 140, 240])
def test_a_monthly_axis_has_at_most_six_ticks_and_they_are_months(months: int) -> None:
    last_month = 2021 * 12 + 3 + months - 1
    end = next_day(month_end(date(last_month // 12, last_month % 12 + 1, 1)))
    values, words = month_ticks(date(2021, 4, 1), end)
    assert 1 <= len(values) <= MOST_TICKS
    assert words[0].split()[0].isalpha()
    assert len(words) == len(values)


def test_five_years_of_months_are_ticked_each_april() -> None:
    _, words = month_ticks(date(2021, 4, 1), date(2026, 11, 1))
    assert words == ["Apr 2021", "2022", "2023", "2024", "2025", "2026"]


def test_a_few_months_are_ticked_where_their_points_stand() -> None:
    rows = made_rows([80.0] * 6, first=date(2025, 10, 1))
    values, words = month_ticks(date(2025, 10, 1), next_day(rows[-1].period_end))
    assert values == [row.period_end.isoformat() for row in rows]
    assert words == ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar"]


def test_a_yearly_axis_is_ticked_at_its_last_year() -> None:
    _, words = year_ticks(yearly_trend().rows)
    assert words[-1] == "2024/25"
    assert len(words) <= MOST_TICKS


def test_a_published_year_is_drawn_over_the_year_it_describes() -> None:
    found = steps(yearly_trend().rows, "median")
    assert (found[-1].start, found[-1].end) == (date(2024, 4, 1), date(2025, 4, 1))


def test_steps_of_months_and_years_never_overlap() -> None:
    year = replace(
        yearly_trend().rows[4],
        period_end=date(2021, 3, 31),
        **published_fields(date(2021, 3, 31), 22),
    )
    months = made_rows([80.0] * 5, first=date(2020, 12, 1))
    rows = sorted([year, *months], key=lambda row: row.period_end)
    found = steps(rows, "median")
    assert all(a.end <= b.start or a.end == b.start for a, b in itertools.pairwise(found))


def test_the_mean_is_drawn_where_it_is_asked_for() -> None:
    rows = made_rows([80.0])
    assert steps(rows, "median")[0].middle == pytest.approx(80.4)
    assert steps(rows, "mean")[0].middle == pytest.approx(80.9)


def test_no_chart_offers_to_send_anything_to_a_cloud() -> None:
    shown = graph(trend_figure(made_trend()), "x", "words")
    sent = shown.children[0].children.config
    assert sent["showSendToCloud"] is False
    assert sent["displaylogo"] is False
    assert CONFIG["displayModeBar"] is False


def test_a_chart_is_read_out_as_its_verdict() -> None:
    shown = graph(trend_figure(made_trend()), "x", "Reviews on time: 93.5%.").to_plotly_json()
    assert shown["props"]["role"] == "img"
    assert shown["props"]["aria-label"] == "Reviews on time: 93.5%."


def test_a_year_to_date_starts_anew_each_april() -> None:
    trend = made_trend([float(10 * (at % 12 + 1)) for at in range(24)], window="y", signals=())
    line = next(t for t in trend_figure(trend)["data"] if "text" in t)
    assert line["x"][11:14] == ["2022-03-31", None, "2022-04-30"]
    assert line["y"][11:14] == [120.0, None, 10.0]
