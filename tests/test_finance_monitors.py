"""Budget monitors in the layouts that councils publish: what is a line, and what it comes to."""

from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from data.ingest import new_context
from data.settings import Council, Finance, Settings
from data.vocabulary import Vocabulary
from tests.finance_books import (
    HEADINGS,
    book,
    context,
    line,
    lines_of,
    loaded,
    monitor,
    rules,
    total_of,
)

CAMBRIDGESHIRE = [
    ["Children's services, September 2017. Overspend positive, (underspend)."],
    ["Forecast Variance Outturn (Aug)", "Directorate/Service", "Original Budget 2017/18",
     "Current Budget 2017/18", "Actual", "Current Variance", "Forecast Variance Outturn (Sep)",
     None],
    ["£'000", None, "£'000", "£'000", "£'000", "£'000", "£'000", "%"],
    [None, "Children & Safeguarding"],
    [100, "Looked After Children Placements", "17,344", 17344, 7000, 200, "1,100", "6.3%"],
    [0, "Legal Proceedings", 1540, 1540, 600, -100, "(40)", "-2.6%"],
    [100, "Children & Safeguarding Total", 18884, 18884, 7600, 100, 1060, "5.6%"],
    [None, "Grant funding"],
    ["-", "Financing DSG", -2000, -2000, -1000, 0, 0, "0.0%"],
    [100, "Grand Total", 16884, 16884, 6600, 100, 1060, "6.3%"],
]  # fmt: skip
CORPORATE = [
    ["Monthly monitor, September 2011 (2011/12)"],
    [None, "Original Budget", "Latest Budget", "Budget to Date", "Actual to Date",
     "Variance to Date", "Previous Forecast Outturn", "Latest Forecast Outturn", "Variance", "%"],
    [None, *["£'000"] * 8, None],
    ["Children in care"],
    ["Expenditure", 1000, 1100, 550, 600, 50, 1100, 1200, 100, "9.1%"],
    ["Income", -200, -200, -100, -90, 10, -200, -190, 10, "-5%"],
    ["Net Expenditure", 800, 900, 450, 510, 60, 900, 1010, 110, "12.2%"],
    ["Fieldwork"],
    ["Expenditure", 500, 500, 250, 240, -10, 500, 490, -10, "-2%"],
    ["Income", -50, -50, -25, -25, 0, -50, -50, 0, "0.0%"],
    ["Net Expenditure", 450, 450, 225, 215, -10, 450, 440, -10, "-2.2%"],
    ["Total net expenditure", 1250, 1350, 675, 725, 50, 1350, 1450, 100, "7.4%"],
]  # fmt: skip


def test_variances_alone_with_the_month_before_first(tmp_path: Path) -> None:
    reports, into = loaded(book(tmp_path / "table.xlsx", {"Table 2": CAMBRIDGESHIRE}))
    assert rules(reports) == []
    assert lines_of(into, "service, service_line, budget, forecast_outturn, forecast_variance") == [
        ("Children & Safeguarding", "Looked After Children Placements", 17_344_000, 18_444_000,
         1_100_000),
        ("Children & Safeguarding", "Legal Proceedings", 1_540_000, 1_500_000, -40_000),
        ("Grant funding", "Financing DSG", -2_000_000, -2_000_000, 0),
    ]  # fmt: skip
    assert lines_of(into, "as_at, previous_variance")[0] == (date(2017, 9, 30), 100_000)
    assert reports[0].rows_loaded == 5


def test_expenditure_income_and_net_count_once(tmp_path: Path) -> None:
    reports, into = loaded(book(tmp_path / "monitor.xlsx", {"Sheet1": CORPORATE}))
    assert rules(reports) == []
    assert lines_of(into, "service, nature, budget, forecast_outturn") == [
        ("Children in care", "expenditure", 1_100_000, 1_200_000),
        ("Children in care", "income", -200_000, -190_000),
        ("Fieldwork", "expenditure", 500_000, 490_000),
        ("Fieldwork", "income", -50_000, -50_000),
    ]
    assert total_of(into, "budget") == 1_350_000
    assert total_of(into, "forecast_variance") == 100_000


def test_income_typed_as_positive_is_taken_off_as_the_net_rows_show(tmp_path: Path) -> None:
    turned = [
        [-each if at and row[0] == "Income" and isinstance(each, int) else each
         for at, each in enumerate(row)]
        for row in CORPORATE
    ]  # fmt: skip
    reports, into = loaded(book(tmp_path / "monitor.xlsx", {"Sheet1": turned}))
    assert rules(reports) == ["income_positive"]
    assert total_of(into, "budget") == 1_350_000
    assert total_of(into, "forecast_variance") == 100_000


def test_income_typed_as_positive_with_nothing_to_show_it_is_refused(tmp_path: Path) -> None:
    rows = monitor(
        line("Fostering - Expenditure", 900, 600, 950), line("Fostering - Income", 90, 60, 80)
    )
    reports, into = loaded(book(tmp_path / "m.xlsx", {"P9": rows}))
    assert rules(reports) == ["income_sign"]
    assert "row 5 is income typed as a positive sum" in reports[0].rejects[0].message
    assert lines_of(into, "budget") == []


def test_two_units_in_one_pack(tmp_path: Path) -> None:
    thousands = monitor(line("Fostering", 900, 600, 950))
    millions = monitor(
        line("External residential", 2.1, 1.6, 2.5),
        titles=["£m, overspend positive. Period 9 2025/26"],
    )
    _, into = loaded(book(tmp_path / "p.xlsx", {"In-house": thousands, "External": millions}))
    assert lines_of(into, "service_line, budget, forecast_variance") == [
        ("External residential", 2_100_000, 400_000),
        ("Fostering", 900_000, 50_000),
    ]


def test_a_heading_s_unit_goes_before_the_title_s(tmp_path: Path) -> None:
    headings = ("Service", "Current budget", "Forecast outturn (£)")
    rows = monitor(("Fostering", 900, 950_500), headings=headings)
    _, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert lines_of(into, "budget, forecast_outturn, forecast_variance") == [
        (900_000, 950_500, 50_500)
    ]


def test_no_unit_is_refused_unless_settings_say_it(tmp_path: Path) -> None:
    path = book(
        tmp_path / "p.xlsx",
        {"P9": monitor(line("Fostering", 900, 600, 950), titles=["Period 9 2025/26"])},
    )
    reports, _ = loaded(path)
    (reject,) = reports[0].rejects
    assert reject.rule == "unit"
    assert "Nothing says whether B3 is in £, £'000 or £m" in reject.message
    assert reports[0].rows_rejected == 1
    _, into = loaded(path, context(Finance(unit="thousands")))
    assert total_of(into, "budget") == 900_000


def test_sums_too_large_for_thousands_are_pounds(tmp_path: Path) -> None:
    rows = monitor(line("Fostering", 6_904_000, 4_089_300, 7_009_300), titles=["Period 9 2025/26"])
    _, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert total_of(into, "budget") == 6_904_000


@pytest.mark.parametrize(
    ("words", "overspend", "variance"),
    [
        ("£'000. Overspend positive", "declared", 1_060_000),
        ("£'000. Overspends are shown in brackets", "declared", -1_060_000),
        ("£'000", "positive", 1_060_000),
        ("£'000", "negative", -1_060_000),
        ("£'000. Overspend positive", "negative", 1_060_000),  # the sheet's own words go before
        ("£'000", "declared", None),
    ],
)
def test_the_sign_is_declared_never_guessed(
    tmp_path: Path, words: str, overspend: str, variance: float | None
) -> None:
    rows = monitor(
        ("Placements", 17344, 1100), ("Legal", 1540, -40),
        titles=["September 2017", words],
        headings=("Service", "Current budget", "Forecast variance"),
    )  # fmt: skip
    finance = Finance.model_validate({"overspend": overspend})
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P6": rows}), context(finance))
    if variance is None:
        assert rules(reports) == ["sign"]
        assert "Write it above the headings" in reports[0].rejects[0].message
    else:
        assert rules(reports) == []
        assert total_of(into, "forecast_variance") == variance
        assert total_of(into, "forecast_outturn") == 18_884_000 + variance


def test_a_variance_of_the_other_sign_is_named_and_the_computed_one_used(tmp_path: Path) -> None:
    rows = monitor(line("Fostering", 900, 600, 950), ("Legal", 500, 0, 500, 300, 540, -40))
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    (warning,) = reports[0].warnings
    assert (warning.rule, warning.cell) == ("variance_sign", "G5")
    assert "forecast less budget is £40,000, typed is -£40,000" in warning.message
    assert total_of(into, "forecast_variance") == 90_000


def test_a_sheet_s_own_forecasts_show_its_sign(tmp_path: Path) -> None:
    turned = [(*line(f"Line {n}", 900, 600, 950)[:6], -50) for n in range(3)]
    reports, into = loaded(
        book(tmp_path / "p.xlsx", {"P9": monitor(*turned, titles=["£'000", "2025/26"])})
    )
    assert rules(reports) == []
    assert total_of(into, "forecast_variance") == 150_000


def test_identities_that_do_not_hold_are_named(tmp_path: Path) -> None:
    rows = monitor(
        ("Fostering", 900, 50, 960, 600, 1000, 40),
        ("Legal", 500, 0, 500, 300, 540, 30),
        ("Homes", 500, 0, 500, 300, 525, 25, "7.5%"),
        headings=(*HEADINGS, "Forecast variance %"),
    )
    reports, _ = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert [(each.rule, each.cell) for each in reports[0].warnings] == [
        ("virement", "D4"), ("variance", "G5"), ("percent", "H6"),
    ]  # fmt: skip
    assert (
        "make £950,000, and the revised budget is typed as £960,000"
        in reports[0].warnings[0].message
    )


def test_merged_headings_over_two_rows(tmp_path: Path) -> None:
    rows = [
        ["Period 9 2025/26, £'000"],
        [None, "Full year", None, None, "Year to date", None, None],
        ["Service", "Budget", "Forecast", "Variance", "Budget", "Actual", "Variance"],
        ["Fostering", 900, 950, 50, 675, 700, 25],
    ]
    path = book(tmp_path / "p.xlsx", {"P9": rows}, merged=["A1:G1", "B2:D2", "E2:G2"])
    _, into = loaded(path)
    assert lines_of(into, "budget, forecast_outturn, budget_to_date, actual_to_date") == [
        (900_000, 950_000, 675_000, 700_000)
    ]


def test_a_budget_holder_is_never_stored_and_no_message_quotes_a_comment(tmp_path: Path) -> None:
    rows = monitor(
        ("Fostering", "Jo Smith", "tbc Sam Jones", 950, "Child AB moved"),
        ("Legal", "Al Brown", 500, 500, ""),
        headings=("Service", "Budget holder", "Current budget", "Forecast outturn", "Commentary"),
    )
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    told = " ".join(each.message for each in (*reports[0].warnings, *reports[0].rejects))
    held = str(into.connection.execute("SELECT * FROM budget_month").fetchall())
    assert "bad_number" in rules(reports)
    for name in ("Smith", "Brown", "Jones"):
        assert name not in told
        assert name not in held
    assert "Child AB" not in told


def test_headings_alone_are_known_for_what_they_are(tmp_path: Path) -> None:
    reports, _ = loaded(book(tmp_path / "p.xlsx", {"P9": monitor()}))
    assert (reports[0].table, rules(reports)) == ("budget_month", ["no_rows"])


def test_headings_repeated_on_each_page_are_passed_over(tmp_path: Path) -> None:
    rows = monitor(line("Fostering", 900, 600, 950), HEADINGS, line("Legal", 500, 300, 500))
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == []
    assert reports[0].rows_loaded == 2
    assert total_of(into, "budget") == 1_400_000


def test_a_second_table_below_is_not_read_under_the_first_s_headings(tmp_path: Path) -> None:
    rows = monitor(
        line("Fostering", 900, 600, 950), [], ("Reserve", "Opening", "Used", "Closing"),
        ("Schools grant", 50, 10, 40),
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert [(each.rule, each.row) for each in reports[0].rejects] == [("second_table", 7)]
    assert total_of(into, "budget") == 900_000


def test_cells_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    rows = monitor(
        ("Fostering", "#REF!", 0, 900, 600, 950, 50), ("Legal", "tbc", "tbc", "tbc", "tbc", "", ""),
        ("Homes", 500, 0, 500, 300, None, None),
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert [(each.rule, each.cell) for each in reports[0].warnings] == [
        ("no_forecast", None), ("bad_number", "B4"),
    ]  # fmt: skip
    assert [(each.rule, each.row) for each in reports[0].rejects] == [("bad_number", 5)]
    assert lines_of(into, "original_budget, forecast_outturn") == [(None, 950_000), (500_000, None)]


def in_cornwall() -> LoadContext:
    return new_context(Settings(council=Council(code="E06000052")), Vocabulary(()))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Devon County Council budget monitor", "Devon"),
        ("Children's services, Essex County Council", "Essex"),
        ("London Borough of Camden", "Camden"),
        ("North Yorkshire Council: children", "North Yorkshire"),
        ("City of York Council", "York"),
        ("Reading budget monitor", "Reading"),
        ("Cornwall Council budget monitor", None),
        ("Cornwall Council, with the share of Devon County Council", None),
        ("Reading recovery and Kent Road children's home: budget monitor", None),
        ("Wayshire Children's Services: budget monitor", None),
    ],
)
def test_another_council_s_monitor_is_refused(
    tmp_path: Path, title: str, other: str | None
) -> None:
    rows = monitor(line("Fostering", 900, 600, 950), titles=[title, "£'000, period 9 2025/26"])
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}), in_cornwall())
    if other is None:
        assert rules(reports) == []
    else:
        (reject,) = reports[0].rejects
        assert reject.rule == "other_council"
        assert f"the titles name {other}, which is not the council in settings" in reject.message
        assert lines_of(into, "1") == []


def test_months_still_to_come_are_refused(tmp_path: Path) -> None:
    rows = monitor(line("Fostering", 900, 600, 950), titles=["September 2099, £'000"])
    reports, _ = loaded(book(tmp_path / "p.xlsx", {"P6": rows}))
    assert rules(reports) == ["future_month"]
    assert "September 2099 is still to come" in reports[0].rejects[0].message
    rows = monitor(
        ("2025-12-31", "Fostering", 900, 950), ("2099-12-31", "Fostering", 900, 950),
        headings=("Period", "Service", "Current budget", "Forecast outturn"), titles=["£'000"],
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "q.xlsx", {"All": rows}))
    assert rules(reports) == ["future_month"]
    assert len(lines_of(into, "1")) == 1


def test_a_sum_of_no_sense_counts_as_blank(tmp_path: Path) -> None:
    rows = monitor(line("Fostering", 900, 600, 950), ("Legal", 1e300, 0, 500, 300, 540, 40))
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert [(each.rule, each.cell) for each in reports[0].warnings] == [("bad_number", "B5")]
    assert len(reports[0].warnings[0].message) < 200
    assert total_of(into, "budget") == 1_400_000
