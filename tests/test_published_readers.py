"""Each trap that published files set, in a small file of its own."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.context import LoadContext
from data.published.figures import published_codes
from data.published.shapes import FOLDER, Filter, Shape, read_shape, shapes
from data.published.years import last_day, year_ending
from data.readers.lait import lait_year_end, lait_year_ending
from tests.published_tables import empty_warehouse, figure, load, load_rows

GEOGRAPHY = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]
REPEAT_PLANS = ["category", "CPP_start", "CPP_subsequent", "CPP_subsequent_percent"]
MEASURE = "repeat_plans/repeat_percent"


@pytest.fixture
def context() -> LoadContext:
    return empty_warehouse()


def cornwall(year: str, *values: str, code: str = "E06000052") -> list[str]:
    place = ["E92000001", "England", "E12000009", "South West", "908", code, "Cornwall"]
    return [year, "Reporting year", "Local authority", *place, *values]


def repeat_plans(percent: str) -> list[list[str]]:
    return [[*GEOGRAPHY, *REPEAT_PLANS], cornwall("2025", "Plans", "1,234", "200", percent)]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("18.9", 18.9, "ok"),
        ("0", 0.0, "ok"),
        ("90.60000000000001", 90.6, "ok"),
        (" 18.9 ", 18.9, "ok"),
        ("c", None, "suppressed"),
        ("z", None, "not_applicable"),
        ("x", None, "not_available"),
        ("u", None, "not_available"),
        ("k", None, "not_available"),
        ("low", None, "not_available"),
        ("..", None, "not_available"),
        (".", None, "not_available"),
        ("-", None, "not_available"),
        (":", None, "not_available"),
    ],
)
def test_values_and_what_stands_in_their_place(
    context: LoadContext, tmp_path: Path, text: str, value: float | None, status: str
) -> None:
    load_rows(context, tmp_path, "d3.csv", repeat_plans(text))
    assert figure(context, MEASURE, "908", "2025-03-31")[:2] == (value, status)
    assert figure(context, "repeat_plans/started", "908", "2025-03-31")[0] == 1234


def test_a_blank_is_no_figure_and_not_zero(context: LoadContext, tmp_path: Path) -> None:
    report = load_rows(context, tmp_path, "d3.csv", repeat_plans(""))
    assert figure(context, MEASURE, "908", "2025-03-31") is None
    assert (report.rows_loaded, report.warnings) == (1, [])


@pytest.mark.parametrize("text", ["about 20", "nan", "inf", "1,2,3", "12%"])
def test_what_is_no_number_is_warned_of_and_not_guessed(
    context: LoadContext, tmp_path: Path, text: str
) -> None:
    report = load_rows(context, tmp_path, "d3.csv", repeat_plans(text))
    assert figure(context, MEASURE, "908", "2025-03-31")[:2] == (None, "not_available")
    assert [each.rule for each in report.warnings] == ["unknown_code"]
    assert text in report.warnings[0].message


def test_a_byte_order_mark_and_columns_in_another_order(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = repeat_plans("18.9")
    order = [*range(8), 9, 8, *range(10, 14)]
    path = tmp_path / "d3.csv"
    lines = [",".join(f'"{row[n]}"' for n in order) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert load(context, path).rows_loaded == 1
    assert figure(context, MEASURE, "908", "2025-03-31")[0] == 18.9


def test_columns_renamed_between_releases_are_one_measure(
    context: LoadContext, tmp_path: Path
) -> None:
    names = (
        "Referrals",
        "Re_referrals",
        "Re_referrals_percent",
        "No_Further_Action",
        "Not_in_Need",
    )
    later = (
        "referral_count",
        "rereferral_count",
        "rereferral_percent",
        "no_further_action_count",
        "not_in_need_count",
    )
    old = [[*GEOGRAPHY, "Category", *names], cornwall("2022", "R", "100", "20", "20", "5", "9")]
    new = [[*GEOGRAPHY, "category", *later], cornwall("2025", "R", "100", "30", "30", "5", "9")]
    for name, rows in (("old.csv", old), ("new.csv", new)):
        load_rows(context, tmp_path, name, rows)
    found = [
        figure(context, "referrals/re_referrals_percent", "908", f"{year}-03-31")
        for year in (2022, 2025)
    ]
    assert found == [(20, "ok", "Children in need 2022"), (30, "ok", "Children in need 2025")]


def test_missing_columns_are_named_and_the_rest_loads(context: LoadContext, tmp_path: Path) -> None:
    rows = [[*GEOGRAPHY, *REPEAT_PLANS[1:3]], cornwall("2025", "100", "20")]
    report = load_rows(context, tmp_path, "d3.csv", rows)
    assert [each.rule for each in report.warnings] == ["missing_columns"]
    assert "CPP_subsequent_percent" in report.warnings[0].message
    assert figure(context, "repeat_plans/repeat", "908", "2025-03-31")[0] == 20


def test_a_council_that_changed_its_code_is_one_council(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = [[*GEOGRAPHY, *REPEAT_PLANS]]
    for year, code in (("2022", "E10000027"), ("2025", "E06000066")):
        place = ["E92000001", "England", "E12000009", "South West", "933", code, "Somerset"]
        rows.append([year, "Reporting year", "Local authority", *place, "P", "9", "3", "33.3"])
    load_rows(context, tmp_path, "d3.csv", rows)
    assert figure(context, MEASURE, "933", "2022-03-31")[0] == 33.3
    assert figure(context, MEASURE, "933", "2025-03-31")[0] == 33.3


def test_rows_of_unknown_areas_and_years_are_rejected_with_reasons(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = repeat_plans("18.9")
    rows.append(cornwall("0", "P", "1", "1", "1"))
    rows.append(["2025", "Reporting year", "School", *[""] * 7, "P", "1", "1", "1"])
    report = load_rows(context, tmp_path, "d3.csv", rows)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 1, 2)
    assert {(each.rule, each.row) for each in report.rejects} == {
        ("unknown_year", 3),
        ("unknown_area", 4),
    }


def test_a_figure_given_twice_differently_is_warned_of(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = [*repeat_plans("18.9"), cornwall("2025", "Plans", "1234", "200", "19.9")]
    report = load_rows(context, tmp_path, "d3.csv", rows)
    assert [each.rule for each in report.warnings] == ["given_twice"]
    assert "rows 3" in report.warnings[0].message
    assert context.connection.execute(
        "SELECT value FROM published_figure WHERE measure = ?", [MEASURE]
    ).fetchall() == [(18.9,)]


def test_a_statistics_file_without_a_mapping_says_what_to_do(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = [[*GEOGRAPHY, "moons", "stars"], cornwall("2025", "1", "2"), cornwall("2024", "1", "2")]
    report = load_rows(context, tmp_path, "sky.csv", rows)
    assert (report.rows_read, report.rows_rejected) == (2, 2)
    (reject,) = report.rejects
    assert "moons, stars" in reject.message
    assert "data/published/shapes" in reject.message


def test_population_is_labelled_by_its_own_year(context: LoadContext, tmp_path: Path) -> None:
    heading = [*GEOGRAPHY, "age_group", "population_estimate"]
    rows = [
        heading,
        cornwall("2024", "Children aged 0 to 17 years", "105000"),
        cornwall("2023", "Children aged 0 to 17 years", "x"),
        cornwall("2024", "Children aged 0 to 4 years", "30000"),
    ]
    report = load_rows(context, tmp_path, "mid.csv", rows)
    assert context.connection.execute("SELECT area, year, children FROM population").fetchall() == [
        ("908", 2024, 105_000)
    ]
    assert {each.rule for each in report.rejects} == {"no_population", "other_group"}
    assert (report.rows_loaded, report.rows_rejected) == (1, 2)


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2024", 2024),
        ("2024-25", 2025),
        ("2024-25 (OT)", 2025),
        ("2023/24", 2024),
        ("2025 (prov)", 2025),
        ("2024 (Rev)", 2024),
        ("2020 (Final)", 2020),
        ("2021/22-23/24", 2024),
        ("2014-16", 2016),
        ("0", None),
        ("", None),
        ("20", None),
        ("2024-25-26", None),
    ],
)
def test_lait_year_labels(label: str, year: int | None) -> None:
    assert lait_year_ending(label) == year


@pytest.mark.parametrize(
    ("measure", "ends"),
    [
        ("LAC", "03-31"),
        ("CPP_rate", "03-31"),
        ("LACFinance", "03-31"),
        ("Work_Force_TO_Rate", "09-30"),
        ("FirstYJS", "12-31"),
        ("PriFSM", "01-31"),
        ("TotPermEx", "08-31"),
    ],
)
def test_lait_year_ends(measure: str, ends: str) -> None:
    assert lait_year_end(measure) == ends


@pytest.mark.parametrize(("label", "year"), [("2025", 2025), ("202122", 2022), ("21", None)])
def test_statistics_year_labels(label: str, year: int | None) -> None:
    assert year_ending(label) == year


def test_the_last_day_of_february_is_the_last_there_is() -> None:
    assert last_day(2023, "02-29") == date(2023, 2, 28)
    assert last_day(2024, "02-29") == date(2024, 2, 29)


def test_lait_text_becomes_figures_by_rules(context: LoadContext, tmp_path: Path) -> None:
    rows = [
        ("CPP_rate", "2025", "Cornwall", "32.200000000000003", 908.0),
        ("CPP_rate", "2025", "England", "-", 970.0),
        ("CPP_rate", "2025", "London (Inner)", "0", 987.0),
        ("CPP_rate", "0", "Cornwall", "1", 908.0),
        ("CPP_rate", "2025", "Northmere", "40", 998.0),
        ("Work_Force_TO_Rate", "2025", "Cornwall", "11.699999999999999", 908.0),
        ("CPP_rate", "2025", None, "40", None),
    ]
    names = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")
    columns = dict(zip(names, (list(each) for each in zip(*rows, strict=True)), strict=True))
    path = tmp_path / "bds_long.parquet"
    pq.write_table(pa.table(columns), path)
    report = load(context, path)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (7, 5, 2)
    assert {(each.rule, each.row) for each in report.rejects} == {
        ("unknown_year", 5),
        ("unknown_area", 8),
    }
    assert figure(context, "lait/CPP_rate", "908", "2025-03-31")[:2] == (32.2, "ok")
    assert figure(context, "lait/CPP_rate", "E92000001", "2025-03-31")[:2] == (
        None,
        "not_available",
    )
    assert figure(context, "lait/CPP_rate", "E13000001", "2025-03-31")[:2] == (0, "ok")
    assert figure(context, "lait/Work_Force_TO_Rate", "908", "2025-09-30")[:2] == (11.7, "ok")
    assert context.areas.get("998").name == "Northmere"


def test_every_shape_is_sound_and_no_column_serves_two_measures() -> None:
    assert len(shapes()) > 10
    for shape in shapes().values():
        names = [name.lower() for each in shape.columns.values() for name in each]
        assert len(names) == len(set(names)), shape.id


def test_a_shape_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    written = (FOLDER / "repeat_plans.toml").read_text(encoding="utf-8")
    path = tmp_path / "repeat_plans.toml"
    path.write_text('colour = "red"\n' + written, encoding="utf-8")
    with pytest.raises(ValueError, match="colour"):
        read_shape(path)


def test_a_filter_s_new_value_names_itself() -> None:
    group = Filter(columns=("cla_group",), values={"CLA on 31 March": "at_31_march"})
    assert group.short_name("CLA on 31 March") == "at_31_march"
    assert group.short_name("CLA 5 years (all)") == "cla_5_years_all"
    assert group.short_name(None) is None
    only = Filter(columns=("age_group",), only=("0 to 17",))
    assert only.short_name("0 to 4") is None


def test_codes_never_mean_zero_or_a_value() -> None:
    assert set(published_codes().values()) <= {"suppressed", "not_applicable", "not_available"}
    assert all(code == code.lower() for code in published_codes())


def test_the_guide_s_example_of_a_new_shape_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "published.md").read_text(encoding="utf-8")
    path = tmp_path / "assessment_factors.toml"
    path.write_text(guide.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    shape = read_shape(path)
    assert shape.release(2026) == "Children in need 2026"
    assert set(shape.columns) == {"episodes", "episodes_percent"}


def test_the_guide_names_every_key_of_a_shape() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "published.md").read_text(encoding="utf-8")
    missing = [key for key in Shape.model_fields if key not in guide and key != "id"]
    assert missing == []
