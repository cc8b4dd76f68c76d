"""Figures out: the JSON's names, and the same figures in CSV, Excel and Parquet."""

import csv
import io
from datetime import date, datetime

import openpyxl
import orjson
import pyarrow.parquet as pq
import pytest

from data.home import Home
from queries.catalogue import catalogue
from queries.figures_out import FORMATS, catalogue_json, figures_json, parse_view, render
from queries.figures_out.render import safe_text
from queries.store import current_store
from queries.trends.trend import get_trend, get_trends
from queries.trends.view import BadView, Trend, View
from tests.trend_store import (
    ENGLAND,
    INDICATORS,
    NEIGHBOURS,
    OWN,
    REGION,
    HandBuilt,
    neighbour_values,
)

HEAD = [
    "indicator",
    "title",
    "unit",
    "window",
    "better",
    "council",
    "generation",
    "comparator",
    "rows",
]
ROW = [
    "period_end",
    "member",
    "value",
    "numerator",
    "denominator",
    "status",
    "source",
    "target",
    "target_status",
    "neighbour_min",
    "neighbour_q1",
    "neighbour_median",
    "neighbour_mean",
    "neighbour_q3",
    "neighbour_max",
    "neighbour_count",
    "england",
    "region",
    "published_period",
    "carried_forward",
    "rank",
    "spc",
    "release",
    "note",
    "target_upper",
    "target_due",
    "path",
    "path_status",
]


@pytest.fixture
def trend() -> Trend:
    store = HandBuilt()
    store.months("plans", "2015-11", [38.0], unit="per_10000", window="e", source="reported")
    store.observe(
        "plans",
        date(2015, 12, 31),
        38.60,
        unit="per_10000",
        window="e",
        source="reported",
        numerator=430.0,
    )
    store.publish(
        "plans",
        date(2015, 3, 31),
        neighbour_values(*[value + 0.1 + 0.2 for value in range(30, 40)])
        | {ENGLAND: 42.900000000000006, REGION: 40.0},
        unit="per_10000",
        window="e",
    )
    store.target("plans", 2015, unit="per_10000", op="<=", value=37.0)
    return get_trend(store, "plans", View(unit="per_10000"), INDICATORS)


def test_the_head_of_the_json_has_the_promised_names_in_order(trend: Trend):
    said = figures_json(trend)
    assert list(said) == HEAD
    assert {name: said[name] for name in HEAD if name not in ("comparator", "rows")} == {
        "indicator": "plans",
        "title": "Children on plans of children",
        "unit": "per_10000",
        "window": "e",
        "better": "neither",
        "council": {"code": "E06000052", "name": "Cornwall"},
        "generation": "20260101T000000",
    }
    comparator = said["comparator"]
    assert list(comparator) == ["kind", "model", "statistic", "members"]
    assert (comparator["kind"], comparator["model"], comparator["statistic"]) == (
        "statistical_neighbours",
        "2025",
        "median",
    )
    assert comparator["members"][0] == {"code": "E07000801", "name": "Council 801"}
    assert len(comparator["members"]) == len(NEIGHBOURS)


def test_a_row_of_the_json_has_the_promised_names_in_order(trend: Trend):
    first, last = figures_json(trend)["rows"]
    assert list(first) == ROW
    assert list(last) == [*ROW, "verdict"]
    assert last == {
        "period_end": "2015-12-31",
        "member": "",
        "value": 38.6,
        "numerator": 430,
        "denominator": None,
        "status": "ok",
        "source": "reported",
        "target": 37,
        "target_status": "near",
        "neighbour_min": 30.3,
        "neighbour_q1": 32.55,
        "neighbour_median": 34.8,
        "neighbour_mean": 34.8,
        "neighbour_q3": 37.05,
        "neighbour_max": 39.3,
        "neighbour_count": 10,
        "england": 42.9,
        "region": 40,
        "published_period": "2014/15",
        "carried_forward": True,
        "rank": 2,
        "spc": None,
        "release": None,
        "note": None,
        "target_upper": None,
        "target_due": None,
        "path": None,
        "path_status": None,
        "verdict": trend.verdict,
    }


def test_the_json_is_free_of_float_noise(trend: Trend):
    content, media_type, name = render(trend, "json")
    assert b"42.900000000000006" not in content
    assert orjson.loads(content) == figures_json(trend)
    assert (media_type, name) == ("application/json", "plans_per_10000_e.json")


def test_the_csv_opens_in_excel_with_the_same_figures(trend: Trend):
    content, media_type, name = render(trend, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert (media_type, name) == ("text/csv", "plans_per_10000_e.csv")
    first, last = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert list(first) == [*ROW, "verdict"]
    assert (last["period_end"], last["value"], last["numerator"]) == ("2015-12-31", "38.6", "430")
    assert (last["carried_forward"], last["denominator"]) == ("true", "")
    assert (first["verdict"], last["verdict"]) == ("", trend.verdict)


def test_the_workbook_has_typed_cells_in_a_table_and_says_what_they_are(trend: Trend):
    content, _, name = render(trend, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert (book.sheetnames, name) == (["Figures", "About"], "plans_per_10000_e.xlsx")
    figures = book["Figures"]
    assert figures.tables["Figures"].ref == "A1:AC3"
    rows = list(figures.values)
    assert list(rows[0]) == [*ROW, "verdict"]
    last = dict(zip(rows[0], rows[2], strict=True))
    assert last["period_end"] == datetime(2015, 12, 31)
    assert (last["value"], last["numerator"], last["denominator"]) == (38.6, 430, None)
    assert last["carried_forward"] is True
    about = {name: text for name, text in book["About"].values}
    assert about["Indicator"] == "Children on plans of children"
    assert about["Council"] == "Cornwall (E06000052)"
    assert about["Compared with"] == "statistical neighbours, 2025 model"
    assert about["Generation"] == "20260101T000000"
    assert about["Targets"] == "≤37 per 10,000 (2015/16; plan.xlsx, Targets, C4)"
    assert "Council 803 (E07000803)" in about["Councils compared with"]


def test_the_parquet_is_typed(trend: Trend):
    content, _, _ = render(trend, "parquet")
    table = pq.read_table(io.BytesIO(content))
    assert table.column_names == [*ROW, "verdict"]
    types = {field.name: str(field.type) for field in table.schema}
    assert types["period_end"] == "date32[day]"
    assert (types["value"], types["rank"], types["spc"]) == ("double", "int64", "string")
    assert table.to_pylist()[1]["period_end"] == date(2015, 12, 31)
    assert table.to_pylist()[1]["value"] == 38.6


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_trend_without_rows_is_still_a_file(form: str):
    empty = get_trend(HandBuilt(), "reviews", View(), INDICATORS)
    content, _, name = render(empty, form)
    assert content
    assert name == f"reviews_percent_m.{form}"


def test_another_format_is_refused(trend: Trend):
    with pytest.raises(BadView, match="There is no format 'pdf': ask for json, csv"):
        render(trend, "pdf")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@cmd", "\tx"])
def test_no_text_becomes_a_formula(text: str):
    assert safe_text(text) == f"'{text}"
    store = HandBuilt()
    store.observe("reviews", date(2024, 3, 31), 1.0, split="age", member=text)
    found = get_trend(store, "reviews", View(split="age"), INDICATORS)
    rows = csv.DictReader(io.StringIO(render(found, "csv")[0].decode("utf-8-sig")))
    assert next(rows)["member"] == f"'{text}"
    book = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx")[0]))
    assert book["Figures"]["B2"].value == f"'{text}"
    assert book["Figures"]["B2"].data_type == "s"
    # A negative number stays a number.
    assert safe_text(-3.5) == -3.5


def test_the_catalogue_gives_every_indicators_metadata():
    said = catalogue_json(INDICATORS)
    assert [each["indicator"] for each in said] == list(INDICATORS)
    plans = next(each for each in said if each["indicator"] == "plans")
    assert plans["units"] == ["count", "per_10000"]
    assert plans["windows"] == ["e"]
    assert plans["decimals"] == {"count": 0, "per_10000": 1}
    assert plans["theme_title"] == "Child protection"
    assert orjson.loads(orjson.dumps(said)) == said


def test_parameters_become_a_view():
    asked = {
        "window": "R",
        "split": "age",
        "member": "11 ",
        "from": "2015-04",
        "to": "2016-02",
        "unit": "per_10000",
        "comparator": "801,802",
        "statistic": "mean",
        "source": "all",
    }
    assert parse_view(asked) == View(
        window="r",
        unit="per_10000",
        split="age",
        member="11 ",
        start=date(2015, 4, 1),
        end=date(2016, 2, 29),
        comparator="801,802",
        statistic="mean",
        source="all",
    )
    assert parse_view({"window": "", "to": " "}) == View()
    assert parse_view({"from": "2015-04-09"}).start == date(2015, 4, 9)


@pytest.mark.parametrize(
    "asked",
    [{"model": "2021"}, {"comparator": "neighbours:2021"}, {"comparator": "Neighbours: 2021"}],
)
def test_a_neighbour_model_is_asked_for_in_either_way(asked: dict[str, str]):
    assert parse_view(asked) == View(model="2021")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"windw": "m"}, "There is no parameter 'windw'. There are: window, split"),
        ({"window": "week"}, "There is no window 'week': ask for m, r, e, y, a"),
        ({"unit": "furlongs"}, "There is no unit 'furlongs'"),
        ({"statistic": "mode"}, "There is no statistic 'mode': ask for median, mean"),
        ({"source": "rumour"}, "There is no source 'rumour': ask for best, all"),
        ({"from": "31/12/2015"}, "'from=31/12/2015' is no date: write it as 2015-12-31"),
        ({"to": "2015-13"}, "'to=2015-13' is no date"),
        ({"to": "2015-02-30"}, "'to=2015-02-30' is no date"),
        ({"from": "2016-01", "to": "2015-12"}, "ends .* before it starts"),
    ],
)
def test_parameters_that_mean_nothing_are_refused(asked: dict[str, str], said: str):
    with pytest.raises(BadView, match=said):
        parse_view(asked)


def test_the_figures_are_those_of_the_store_for_a_member(trend: Trend):
    store = HandBuilt()
    store.observe("reviews", date(2024, 3, 31), 12.0, split="age", member="11+")
    store.publish("reviews", date(2024, 3, 31), {OWN: 50.0})
    view = parse_view({"split": "age", "member": "11 "})
    (row,) = figures_json(get_trend(store, "reviews", view, INDICATORS))["rows"]
    assert (row["member"], row["value"]) == ("11+", 12)


def test_every_indicator_of_the_sample_gives_figures_that_hold_together(sample_home: Home):
    """One row a period, a value only where the status is ok, one verdict in whole words."""
    store = current_store(sample_home)
    filled = 0
    for trend in get_trends(store, list(catalogue()), View()):
        rows = figures_json(trend)["rows"]
        periods = [(row["period_end"], row["member"]) for row in rows]
        assert len(set(periods)) == len(periods), trend.indicator.slug
        assert [row for row in rows if row["value"] is not None and row["status"] != "ok"] == []
        assert [index for index, row in enumerate(rows) if "verdict" in row] == [
            len(rows) - 1
        ] * bool(rows)
        assert not [odd for odd in ("None", "nan", "  ", "..") if odd in trend.verdict]
        filled += bool(rows)
    assert filled > 50


def test_the_day_that_a_target_is_due_goes_out_as_a_date():
    store = HandBuilt()
    store.months("plans", "2015-03", [40.0, 39.0], unit="per_10000", window="e")
    store.target("plans", 2015, unit="per_10000", op="<=", value=37.0, by_year=2017)
    found = get_trend(store, "plans", View(unit="per_10000"), INDICATORS)
    last = figures_json(found)["rows"][-1]
    assert (last["target_due"], last["path"]) == ("2017-03-31", 39.875)
    assert last["path_status"] == "on_the_way"
    (_, row) = csv.DictReader(io.StringIO(render(found, "csv")[0].decode("utf-8-sig")))
    assert (row["target_due"], row["path"], row["path_status"]) == (
        "2017-03-31",
        "39.875",
        "on_the_way",
    )
    table = pq.read_table(io.BytesIO(render(found, "parquet")[0])).to_pylist()
    assert table[-1]["target_due"] == date(2017, 3, 31)
    sheet = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx")[0]))["Figures"]
    (named,) = (cell.column for cell in sheet[1] if cell.value == "target_due")
    assert sheet.cell(3, named).is_date
