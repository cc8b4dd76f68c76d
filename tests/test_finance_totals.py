"""No pound is counted twice: totals are checked against their lines, and never added."""

from datetime import date
from pathlib import Path

import pytest

from data.readers.budget_monitor.leading import leading_totals
from tests.finance_books import book, line, lines_of, loaded, monitor, rules, total_of

FOSTERING = line("In-house fostering", 1000, 700, 950)
HOMES = line("External residential", 2000, 1800, 2400)
TEAMS = line("Assessment teams", 500, 380, 505)
LEGAL = line("Legal costs", 300, 200, 300)


def summed(name: str | None, *lines: tuple) -> tuple:
    return (name, *(sum(figures) for figures in zip(*(each[1:] for each in lines), strict=True)))


def test_sections_subtotals_and_a_grand_total(tmp_path: Path) -> None:
    rows = monitor(
        ["Placements"], FOSTERING, HOMES, summed("Total placements", FOSTERING, HOMES), [],
        ["Social work"], TEAMS, LEGAL, summed("Total social work", TEAMS, LEGAL),
        summed("Total Children's Services", FOSTERING, HOMES, TEAMS, LEGAL),
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == []
    assert reports[0].rows_loaded == 7
    assert lines_of(into, "service, service_line") == [
        ("Placements", "In-house fostering"), ("Placements", "External residential"),
        ("Social work", "Assessment teams"), ("Social work", "Legal costs"),
    ]  # fmt: skip
    assert total_of(into, "budget") == 3_800_000


def test_a_total_that_does_not_add_up_is_named_with_both_sums(tmp_path: Path) -> None:
    wrong = list(summed("Total placements", FOSTERING, HOMES))
    wrong[3], wrong[5] = 3_100, 3_250
    rows = monitor(["Placements"], FOSTERING, HOMES, wrong)
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert [(each.rule, each.cell) for each in reports[0].warnings] == [
        ("total", "D7"), ("total", "F7"),
    ]  # fmt: skip
    assert (
        "The total of the budget is typed as £3,100,000; its lines in rows 5 to 6 add up to "
        "£3,000,000." in reports[0].warnings[0].message
    )
    assert total_of(into, "budget") == 3_000_000


def test_a_total_without_a_word_is_known_by_its_sums(tmp_path: Path) -> None:
    for name in (None, "Children's social care"):
        rows = monitor(FOSTERING, HOMES, TEAMS, summed(name, FOSTERING, HOMES, TEAMS))
        reports, into = loaded(book(tmp_path / f"{name}.xlsx", {"P9": rows}))
        assert rules(reports) == []
        assert total_of(into, "budget") == 3_500_000


def test_a_total_above_its_lines_is_known_by_its_sums(tmp_path: Path) -> None:
    rows = monitor(
        summed("Placements", FOSTERING, HOMES), FOSTERING, HOMES,
        summed("Social work", TEAMS, LEGAL), TEAMS, LEGAL,
        summed("Total", FOSTERING, HOMES, TEAMS, LEGAL),
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == []
    assert total_of(into, "budget") == 3_800_000
    assert lines_of(into, "service")[::2] == [("Placements",), ("Social work",)]


def test_a_directorate_above_services_above_lines(tmp_path: Path) -> None:
    rows = monitor(
        summed("Children's directorate", FOSTERING, HOMES, TEAMS, LEGAL),
        summed("Placements", FOSTERING, HOMES), FOSTERING, HOMES,
        summed("Social work", TEAMS, LEGAL), TEAMS, LEGAL,
    )  # fmt: skip
    _, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert total_of(into, "budget") == 3_800_000


def test_a_line_that_is_no_sum_of_those_below_stays_a_line(tmp_path: Path) -> None:
    rows = monitor(line("Homes", 1500, 1079, 1500), FOSTERING, TEAMS)
    _, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert len(lines_of(into, "budget")) == 3
    assert leading_totals([], {}, {}) == {}


def test_a_sum_by_chance_is_no_total(tmp_path: Path) -> None:
    """In April budget and forecast are one sum: that two lines make a third's says nothing."""
    lines = [line(name, budget, 0, budget) for name, budget in (("A", 100), ("B", 60), ("C", 40))]
    for rows in (lines, lines[::-1]):
        path = book(tmp_path / f"{rows[0][0]}.xlsx", {"P9": monitor(*rows)})
        assert total_of(loaded(path)[1], "budget") == 200_000


SUBTOTALLED = [
    line("Assessment", 1000, 400, 1100),
    line("Children in care team", 600, 200, 500),
    line("Safeguarding and care", 1600, 600, 1600),
    line("Fostering", 2000, 800, 1900),
]


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("above", [True, False])
def test_a_subtotal_on_budget_is_no_line(tmp_path: Path, total: bool, above: bool) -> None:
    """Its variance is nil and its forecast the budget, so few of its sums are different."""
    one, two, sub, last = SUBTOTALLED
    rows = [sub, one, two, [], last] if above else [one, two, sub, last]
    if total:
        rows.append(summed("Total", one, two, last))
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": monitor(*rows)}))
    assert rules(reports) == []
    assert total_of(into, "budget") == 3_600_000


@pytest.mark.parametrize(("total", "budget"), [(200, 100_000 * 2), (100, 100_000)])
def test_the_sheet_s_own_total_says_whether_a_sum_is_a_line(
    tmp_path: Path, total: int, budget: int
) -> None:
    """In April 60 and 40 make 100 in budget and forecast alone: only the Total tells."""
    rows = [line(name, sum_, 0, sum_) for name, sum_ in (("A", 60), ("B", 40), ("C", 100))]
    rows.append(line("Total", total, 0, total))
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P4": monitor(*rows)}))
    assert total_of(into, "budget") == budget
    assert "total" not in rules(reports)


def test_one_line_like_another_is_no_total(tmp_path: Path) -> None:
    rows = monitor(line("A", 70, 50, 70), line("B", 0, 0, 0), line("C", 70, 50, 70))
    assert total_of(loaded(book(tmp_path / "p.xlsx", {"P9": rows}))[1], "budget") == 140_000


def test_rounding_is_no_fault(tmp_path: Path) -> None:
    rows = monitor(
        line("A", 10, 7, 10), line("B", 10, 7, 10), line("C", 10, 7, 10),
        ("Total", 31, 0, 31, 21, 31, 0),
    )  # fmt: skip
    reports, _ = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == []


def test_a_part_of_a_line_is_not_added(tmp_path: Path) -> None:
    rows = monitor(HOMES, line("of which: secure", 400, 300, 420), TEAMS)
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == ["part_of_line"]
    assert total_of(into, "budget") == 2_500_000


def test_figures_without_a_label_are_rejected(tmp_path: Path) -> None:
    rows = monitor(HOMES, TEAMS, (None, 77, 0, 77, 60, 80, 3), LEGAL)
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}))
    assert rules(reports) == ["no_label"]
    assert reports[0].rejects[0].row == 6
    assert total_of(into, "budget") == 2_800_000


def test_the_same_month_in_a_later_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    _, into = loaded(book(tmp_path / "first.xlsx", {"P9": monitor(FOSTERING, HOMES, TEAMS)}))
    again = monitor(line("In-house fostering", 1000, 720, 990), HOMES)
    reports, into = loaded(book(tmp_path / "later.xlsx", {"P9": again}), into)
    (warning,) = reports[0].warnings
    assert warning.rule == "restated"
    assert warning.message == (
        "This takes the place of first.xlsx [P9] for December 2025: 2 rows told again, £3,350,000 "
        "before and £3,390,000 now (forecast, or else budget); 1 row (£505,000) of it not told "
        "again, which no longer count."
    )
    assert lines_of(into, "file, actual_to_date") == [
        ("later.xlsx", 720_000), ("later.xlsx", 1_800_000),
    ]  # fmt: skip


def test_a_short_correction_leaves_the_lines_that_it_does_not_have(tmp_path: Path) -> None:
    whole = monitor(FOSTERING, HOMES, TEAMS, LEGAL, line("Adoption", 700, 400, 700))
    _, into = loaded(book(tmp_path / "first.xlsx", {"P9": whole}))
    later = monitor(line("External residential", 2000, 1800, 2450))
    reports, into = loaded(book(tmp_path / "later.xlsx", {"P9 corrected": later}), into)
    assert total_of(into, "budget") == 4_500_000
    assert total_of(into, "forecast_outturn") == 4_905_000
    assert len(lines_of(into, "1")) == 5
    (warning,) = reports[0].warnings
    assert warning.rule == "restated"
    assert (
        "1 row told again, £2,400,000 before and £2,450,000 now (forecast, or else budget); "
        "4 rows (£2,455,000) of it stay." in warning.message
    )


def test_a_longer_file_with_half_of_the_earlier_takes_its_place(tmp_path: Path) -> None:
    _, into = loaded(book(tmp_path / "first.xlsx", {"P9": monitor(FOSTERING, HOMES)}))
    later = monitor(HOMES, TEAMS, LEGAL, line("Adoption", 700, 400, 700))
    reports, into = loaded(book(tmp_path / "later.xlsx", {"P9": later}), into)
    assert total_of(into, "budget") == 3_500_000
    assert "1 row (£950,000) of it not told again" in reports[0].warnings[0].message


def test_the_closedown_takes_the_place_of_period_12(tmp_path: Path) -> None:
    titles = ["£'000, overspend positive"]
    sheets = {
        "P12": monitor(FOSTERING, HOMES, titles=titles),
        "P13": monitor(line("In-house fostering", 1000, 960, 960), HOMES, titles=titles),
    }
    reports, into = loaded(book(tmp_path / "monitor_2025-26.xlsx", sheets))
    assert rules(reports) == ["restated"]
    assert lines_of(into, "sheet, actual_to_date") == [("P13", 960_000), ("P13", 1_800_000)]


def test_two_files_of_other_services_both_count(tmp_path: Path) -> None:
    _, into = loaded(book(tmp_path / "a.xlsx", {"P9": monitor(FOSTERING, HOMES)}))
    reports, into = loaded(book(tmp_path / "b.xlsx", {"P9": monitor(TEAMS, LEGAL)}), into)
    assert rules(reports) == []
    assert total_of(into, "budget") == 3_800_000


def test_a_summary_beside_its_detail_counts_once(tmp_path: Path) -> None:
    summary = monitor(summed("Placements", FOSTERING, HOMES), summed("Social work", TEAMS, LEGAL))
    detail = monitor(FOSTERING, HOMES, TEAMS, LEGAL)
    for order in (("Summary", "Detail"), ("Detail", "Summary")):
        sheets = {name: summary if name == "Summary" else detail for name in order}
        reports, into = loaded(book(tmp_path / f"{order[0]}.xlsx", sheets))
        assert rules(reports) == ["same_money"]
        assert lines_of(into, "DISTINCT sheet") == [("Detail",)] * 1
        assert total_of(into, "budget") == 3_800_000


def test_months_stacked_under_a_column_of_periods(tmp_path: Path) -> None:
    headings = ("Period", "Service", "Current budget", "Forecast outturn")
    rows = monitor(
        ("P8", "Fostering", 900, 910), ("P8", "Total", 900, 910),
        ("P9", "Fostering", 900, 950), ("P9", "Total", 900, 950), ("soon", "Fostering", 1, 2),
        titles=["£'000 2025/26"], headings=headings,
    )  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"All": rows}))
    assert rules(reports) == ["period"]
    assert [str(day) for (day,) in lines_of(into, "as_at")] == ["2025-11-30", "2025-12-31"]
    assert reports[0].rows_loaded == 4


def stacked_year(*rows: tuple) -> list:
    headings = ("Period", "Service", "Current budget", "Actual to date", "Forecast outturn")
    return monitor(*rows, titles=["£'000 2024/25"], headings=headings)


@pytest.mark.parametrize("closing", ["P13", 13, "Period 14", "Closedown"])
def test_the_closedown_stacked_below_period_12_takes_its_place(
    tmp_path: Path, closing: str | int
) -> None:
    rows = [
        (period, name, budget, budget, budget + extra)
        for name, budget in (("Social work", 100), ("Fostering", 200))
        for period, extra in (("P11", 0), ("P12", 0), (closing, 5))
    ]
    reports, into = loaded(book(tmp_path / "p.xlsx", {"All": stacked_year(*rows)}))
    assert lines_of(into, "as_at, forecast_outturn") == [
        (date(2025, 2, 28), 100_000), (date(2025, 2, 28), 200_000),
        (date(2025, 3, 31), 105_000), (date(2025, 3, 31), 205_000),
    ]  # fmt: skip
    (warning,) = reports[0].warnings
    assert "tells March 2025 again: 2 rows before it give way." in warning.message
    assert [each.row for each in reports[0].rejects] == [4, 7]


def test_a_closedown_of_few_lines_leaves_the_others_of_period_12(tmp_path: Path) -> None:
    rows = [("P12", name, 100, 90, 100) for name in "ABCDE"] + [("P13", "B", 100, 95, 95)]
    reports, into = loaded(book(tmp_path / "p.xlsx", {"All": stacked_year(*rows)}))
    assert total_of(into, "forecast_outturn") == 495_000
    assert (
        "1 row before it give way, and 4 rows that it does not have"
        in reports[0].warnings[0].message
    )
