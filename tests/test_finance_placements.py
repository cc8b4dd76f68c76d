"""What placements cost: child by child, by kind, and the returns that tell it already."""

from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from data.ingest import new_context
from data.readers.placement_costs.words import placement_kind
from data.reports import TableReport
from data.settings import Council, Settings
from data.vocabulary import Vocabulary
from tests.finance_books import book, loaded, rules

HEADINGS = (
    "As At,Child ID,Placement ID,Service Type,Provider,Placement start date,Total weekly cost,"
    "Contribution from Health,Contribution from Education"
)


def placements(
    folder: Path, *rows: str, headings: str = HEADINGS, name: str = "costs.csv",
    into: LoadContext | None = None,
) -> tuple[list[TableReport], LoadContext]:  # fmt: skip
    path = folder / name
    path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
    return loaded(path, into)


def held(into: LoadContext, columns: str) -> list[tuple]:
    return into.connection.execute(
        f'SELECT {columns} FROM placement_cost ORDER BY as_at, file, "row"'
    ).fetchall()


def test_each_placement_open_at_each_month_end(tmp_path: Path) -> None:
    reports, into = placements(
        tmp_path,
        "31/12/2025,C1,P1,In-house fostering,Own,01/04/2025,540.00,,",
        '31/12/2025,C2,P2,External residential,Homes Ltd,01/04/2025,"£5,650.00",500,200',
        "2026-01-31,C1,P1,IFA,Agency,01/01/2026,1050,0,0",
    )
    assert rules(reports) == []
    columns = "as_at, child_id, placement_type, placements, weekly_cost, contributions"
    assert held(into, columns) == [
        (date(2025, 12, 31), "C1", "In-house fostering", 1, 540, 0),
        (date(2025, 12, 31), "C2", "External residential", 1, 5650, 700),
        (date(2026, 1, 31), "C1", "Independent fostering agency", 1, 1050, 0),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "As At,Child ID,Service Type,Total weekly cost",
        "As At,Child ID,Service Type,Total weekly cost,Placement start date",
        "As At,Child ID,Service Type,Total weekly cost,Contribution from Health",
        "As At,Child ID,Service Type,Total weekly cost,Provider",
    ],
)
def test_the_fewest_columns_give_each_row_once(tmp_path: Path, headings: str) -> None:
    """One column of dates, of sums or of words, with the same text in every row."""
    more = "," if headings.count(",") > 3 else ""
    rows = [f"31/12/2025,C{n},IFA,1000{more}" for n in range(60)]
    reports, into = placements(tmp_path, *rows, headings=headings)
    report = reports[0]
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (60, 60, 0)
    assert [price for (price,) in held(into, "weekly_cost")] == [1000] * 60
    assert rules(reports) == []


def test_a_blank_price_is_not_zero(tmp_path: Path) -> None:
    reports, into = placements(
        tmp_path,
        "31/12/2025,C1,P1,With parents,,01/04/2025,0,,",
        "31/12/2025,C2,P2,With parents,,01/04/2025,,,",
        "31/12/2025,C3,P3,With parents,,01/04/2025,to be agreed,,",
    )
    assert [row for (row,) in held(into, "weekly_cost")] == [0, None, None]
    assert rules(reports) == ["no_price"]
    assert "2 placements have no price" in reports[0].warnings[0].message


def test_rows_that_cannot_be_used_are_rejected_with_their_reason(tmp_path: Path) -> None:
    reports, into = placements(
        tmp_path,
        "soon,C1,P1,Secure,,,9000,,",
        "31/12/2025,,P1,Secure,,,9000,,",
        "31/12/2025,C1,P1,,,,9000,,",
        "31/12/2025,C1,P1,Secure,,,9000,,",
        "31/12/2025,C1,P1,Secure,,,9100,,",
    )
    assert [(each.row, each.rule) for each in reports[0].rejects] == [
        (2, "bad_date"), (3, "missing_id"), (4, "missing_type"), (5, "duplicate_row"),
    ]  # fmt: skip
    assert held(into, "weekly_cost") == [(9100,)]
    assert not any("C1" in each.message for each in reports[0].rejects)


def test_a_regional_census_is_dated_by_its_file(tmp_path: Path) -> None:
    _, into = placements(
        tmp_path,
        "Y,Wayshire,77,14,M,Spot,Homes Ltd,The Elms,1234567,Residential (external),N,5600,4000,600,"
        "1000,WBRI,01/02/2025",
        headings="Looked after child?,Placing Authority,Identifier,Age,Gender,"
        "How the placement was sourced,Organisation,Establishment,Establishment URN,"
        "Type of provision,UASC,Total weekly cost,Contribution from Social Care,"
        "Contribution from Education,Contribution from Health,Ethnic Group,Placement start date",
        name="census_2025-12.csv",
    )
    columns = "as_at, child_id, placement_type, provider, weekly_cost, contributions"
    assert held(into, columns) == [
        (date(2025, 12, 31), "77", "External residential", "Homes Ltd", 5600, 1600)
    ]


def test_a_price_of_a_week_from_what_the_year_has_cost(tmp_path: Path) -> None:
    """From 1 April to 30 June are 13 weeks; a placement of 1 June is of 30 days."""
    reports, into = placements(
        tmp_path,
        "1,03/2010,U4,PR1,01/01/2024,,7020,WF1 1AA",
        "2,04/2011,K2,PR4,01/06/2025,,24000,WF1 1AB",
        "3,05/2012,K2,PR4,01/06/2025,20/06/2025,9000,WF1 1AC",
        headings="Child ID,Date of birth,Placement type,Provider type,Placement start date,"
        "Placement end date,Total committed cost accrued in FY to date,Home postcode",
        name="placement_costs_2025-06.csv",
    )
    assert held(into, "child_id, placement_type, weekly_cost") == [
        ("1", "In-house fostering", 540),
        ("2", "External residential", 5600),
    ]
    assert rules(reports) == ["ended"]
    everything = str(held(into, "*"))
    assert "WF1" not in everything
    assert "2010" not in everything


def test_kinds_with_their_number_and_price_of_now(tmp_path: Path) -> None:
    rows = [
        ["Placements at December 2025, £"],
        [None, "BUDGET", None, None, None, "ACTUAL", None, None, None],
        ["Service Type", "No. of placements", "Annual budget", "No. of weeks funded",
         "Average weekly cost per head", "Snapshot of No. of placements Dec 25", "Yearly average",
         "Projected spend", "Average weekly cost per head"],
        ["In-house fostering", 200, 5616000, 52, 540, 190, 195, 5400000, 560],
        ["Independent fostering agency", 100, 5512000, 52, 1060, 110, 105, 6000000, 1100.5],
        ["Total", 300, 11128000, None, None, 301, 300, None, None],
    ]  # fmt: skip
    reports, into = loaded(book(tmp_path / "p.xlsx", {"P9": rows}, merged=["B2:E2", "F2:I2"]))
    assert held(into, "placement_type, placements, weekly_cost, budgeted_placements") == [
        ("In-house fostering", 190, 560, 200),
        ("Independent fostering agency", 110, 1100.5, 100),
    ]
    assert rules(reports) == ["total", "total_row"]
    assert (
        "typed as 301 placements; the lines above add up to 300" in reports[0].warnings[0].message
    )


@pytest.mark.parametrize("children_first", [True, False])
def test_placements_told_child_by_child_and_by_kind_count_once(
    tmp_path: Path, children_first: bool
) -> None:
    kinds = book(
        tmp_path / "kinds.xlsx",
        {"P9 2025-26": [["Service type", "Number of placements", "Average weekly cost"],
                        ["Secure", 2, 9000], ["In-house fostering", 10, 540]]},
    )  # fmt: skip
    child = "31/12/2025,C1,P1,Secure,,,9000,,"
    if children_first:
        _, into = placements(tmp_path, child)
        reports, into = loaded(kinds, into)
    else:
        _, into = loaded(kinds)
        reports, into = placements(tmp_path, child, into=into)
    assert rules(reports) == ["told_by_child"]
    assert sorted(held(into, "placement_type, placements")) == [
        ("In-house fostering", 10), ("Secure", 1),
    ]  # fmt: skip


def test_a_later_extract_takes_the_place_of_its_months(tmp_path: Path) -> None:
    _, into = placements(
        tmp_path,
        "30/11/2025,C1,P1,Secure,,,9000,,",
        "31/12/2025,C1,P1,Secure,,,9000,,",
        "31/12/2025,C2,P2,Secure,,,9000,,",
        name="costs_2026-01.csv",
    )
    reports, into = placements(
        tmp_path,
        "31/12/2025,C1,P1,Secure,,,9500,,",
        "31/12/2025,C3,P3,Secure,,,9500,,",
        name="costs_2026-02.csv",
        into=into,
    )
    assert rules(reports) == ["restated"]
    assert held(into, "as_at, child_id, weekly_cost") == [
        (date(2025, 11, 30), "C1", 9000),
        (date(2025, 12, 31), "C1", 9500),
        (date(2025, 12, 31), "C3", 9500),
    ]


@pytest.mark.parametrize(
    ("written", "provider", "kind"),
    [
        ("IFA", "", "Independent fostering agency"),
        ("Fostering - in house", "", "In-house fostering"),
        ("Residential - external", "", "External residential"),
        ("In-house children's homes", "", "In-house residential"),
        ("Secure accommodation", "", "Secure"),
        ("Semi-independent", "", "Supported accommodation"),
        ("Parent & child fostering", "", "Parent and child"),
        ("SGO", "", "Special guardianship and other allowances"),
        ("U4", "PR1", "In-house fostering"),
        ("U6: Foster placement", "Private", "Independent fostering agency"),
        ("K2", "PR4", "External residential"),
        ("Residential", "", "Residential"),
        ("Boarding school", "", "Boarding school"),
    ],
)
def test_kinds_of_placement(written: str, provider: str, kind: str) -> None:
    assert placement_kind(written, provider) == kind


AUTHORITIES = ("Cornwall", "Devon", "Cornwall Council", "E10000008", "", "Own")
KINDS = "As At,Region,Service Type,Number of placements,Weekly cost"
FEWEST = "As At,Child ID,Placement ID,Service Type,Total weekly cost"


def test_the_latest_of_several_days_of_a_month_stands(tmp_path: Path) -> None:
    """Whichever row it is in: the placement of an earlier day alone had ended by the latest."""
    rows = [
        "31/10/2025,C1,Q1,IFA,500",
        "15/10/2025,C1,Q1,IFA,300",
        "15/10/2025,C2,Q2,IFA,301",
        "30/09/2025,C1,Q1,IFA,290",
    ]
    for order in (rows, rows[::-1]):
        reports, into = placements(tmp_path, *order, headings=FEWEST)
        assert held(into, "as_at, weekly_cost") == [
            (date(2025, 9, 30), 290), (date(2025, 10, 31), 500),
        ]  # fmt: skip
        assert rules(reports) == ["earlier_snapshot"] * 3
        assert reports[0].warnings[0].message == (
            "Several days of October 2025 are in the file: the latest, 31 October, stands, and 2 "
            "rows of earlier days are left out."
        )


def test_the_latest_day_of_kinds_stands(tmp_path: Path) -> None:
    reports, into = placements(
        tmp_path,
        "31/10/2025,IFA,10,1000", "15/10/2025,IFA,12,900", "15/10/2025,Secure,1,9000",
        headings="As At,Service Type,Number of placements,Weekly cost",
    )  # fmt: skip
    assert held(into, "placements, weekly_cost") == [(10, 1000)]
    assert rules(reports) == ["earlier_snapshot"] * 2


def test_a_month_still_to_come_is_not_loaded(tmp_path: Path) -> None:
    reports, into = placements(tmp_path, "31/10/2099,C1,Q1,IFA,500", headings=FEWEST)
    assert (rules(reports), held(into, "1")) == (["future_month"], [])
    reports, into = placements(
        tmp_path, "31/10/2099,IFA,10,1000",
        headings="As At,Service Type,Number of placements,Weekly cost",
    )  # fmt: skip
    assert (rules(reports), held(into, "1")) == (["future_month"], [])


@pytest.mark.parametrize("headings", [FEWEST, KINDS])
def test_placements_of_another_council_are_left_out(tmp_path: Path, headings: str) -> None:
    into = new_context(Settings(council=Council(code="E06000052")), Vocabulary(()))
    of = "1" if "Number" in headings else "IFA"
    kind = "IFA" if "Number" in headings else "Q1"
    reports, into = placements(
        tmp_path,
        *(f"31/10/2025,C{n},{kind},{of},{500 + n},{who}" for n, who in enumerate(AUTHORITIES)),
        headings=f"{headings},Placing Authority", into=into,
    )  # fmt: skip
    assert [price for (price,) in held(into, "weekly_cost")] == [500, 502, 504, 505]
    assert [(each.rule, each.row) for each in reports[0].rejects] == [
        ("other_council", 3), ("other_council", 5),
    ]  # fmt: skip


def test_a_list_titled_as_another_council_s_is_refused(tmp_path: Path) -> None:
    into = new_context(Settings(council=Council(code="E06000052")), Vocabulary(()))
    rows = [
        ["Devon County Council, placements at December 2025"],
        ["Kind of placement", "Number", "Weekly cost"], ["IFA", 40, 1050], ["Secure", 1, 9000],
    ]  # fmt: skip
    reports, _ = loaded(book(tmp_path / "p.xlsx", {"P9": rows}), into)
    assert (rules(reports), held(into, "1")) == (["other_council"], [])
    assert reports[0].rows_rejected == 2
