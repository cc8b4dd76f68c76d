"""Savings plans: targets, what has been delivered, and totals that are checked."""

from datetime import date
from pathlib import Path

from data.context import LoadContext
from data.reports import TableReport
from data.settings import Finance
from tests.finance_books import book, context, loaded, rules

HEADINGS = (
    "As At,Reference,Title,Service,Target,Delivered to date,Forecast,Shortfall,RAG,Owner,Status"
)


def held(into: LoadContext, columns: str) -> list[tuple]:
    return into.connection.execute(f'SELECT {columns} FROM saving ORDER BY as_at, "row"').fetchall()


def test_months_stacked(tmp_path: Path) -> None:
    path = tmp_path / "savings_plan.csv"
    path.write_text(
        f"{HEADINGS}\n"
        "2025-11-30,S1,Fewer agency workers,Care,150000,40000,120000,30000,Amber,Jo,At risk\n"
        "2025-12-31,S1,Fewer agency workers,Care,150000,50000,120000,30000,Amber,Jo,At risk\n"
        "2025-12-31,S2,More carers,Care,200000,,200000,0,Green,Jo,On track\n",
        encoding="utf-8",
    )
    reports, into = loaded(path)
    assert rules(reports) == []
    assert held(into, "as_at, reference, target, delivered, rag") == [
        (date(2025, 11, 30), "S1", 150_000, 40_000, "Amber"),
        (date(2025, 12, 31), "S1", 150_000, 50_000, "Amber"),
        (date(2025, 12, 31), "S2", 200_000, None, "Green"),
    ]
    assert "Jo" not in str(held(into, "*"))


def test_the_unit_is_declared_known_or_asked_for(tmp_path: Path) -> None:
    rows = [
        ["Savings plan, December 2025"],
        ["Ref", "Title", "Target", "Delivered"],
        ["S1", "a", 150, 40],
    ]
    path = book(tmp_path / "plan.xlsx", {"P9": rows})
    reports, into = loaded(path)
    assert rules(reports) == ["unit"]
    assert "whether 'Target' is in £, £'000 or £m" in reports[0].rejects[0].message
    _, into = loaded(path, context(Finance(unit="thousands")))
    assert held(into, "target, delivered") == [(150_000, 40_000)]
    rows[1] = ["Ref", "Title", "Target £'000", "Delivered £'000"]
    _, into = loaded(book(tmp_path / "told.xlsx", {"P9": rows}))
    assert held(into, "target, delivered") == [(150_000, 40_000)]


def test_totals_are_checked_and_not_added(tmp_path: Path) -> None:
    rows = [["Savings, Dec 2025, £'000"], ["Ref", "Title", "Target", "Delivered"],
            ["S1", "a", 150, 40], ["S2", "b", 50, 10], [None, "Total", 200, 60]]  # fmt: skip
    reports, into = loaded(book(tmp_path / "plan.xlsx", {"P9": rows}))
    assert rules(reports) == ["total", "total_row"]
    assert reports[0].warnings[0].cell == "D5"
    assert len(held(into, "target")) == 2


def test_savings_typed_as_cuts_are_savings(tmp_path: Path) -> None:
    rows = [["Savings, Dec 2025, £'000"], ["Ref", "Title", "Target", "Delivered"],
            ["S1", "a", "(150)", "(40)"], ["S2", "b", "(50)", 0]]  # fmt: skip
    reports, into = loaded(book(tmp_path / "plan.xlsx", {"P9": rows}))
    assert rules(reports) == ["savings_negative"]
    assert held(into, "target, delivered") == [(150_000, 40_000), (50_000, 0)]


def test_a_shortfall_that_does_not_add_up_is_named(tmp_path: Path) -> None:
    rows = [["Dec 2025, £'000"], ["Ref", "Saving description", "Target", "Forecast", "Shortfall"],
            ["S1", "a", 150, 120, 30], ["S2", "b", 150, 120, 35]]  # fmt: skip
    reports, _ = loaded(book(tmp_path / "savings.xlsx", {"P9": rows}))
    assert [(each.rule, each.cell) for each in reports[0].warnings] == [("shortfall", "E4")]


def test_cornwall_s_plan_of_a_year(shared: Path) -> None:
    """Fourteen savings that come to £1.155m with one that is given back, as its total says."""
    reports, into = loaded(shared / "plans" / "cornwall_resources_2016-17.xlsx")
    (plan,) = [each for each in reports if each.table == "saving"]
    assert (plan.rows_read, plan.rows_loaded, plan.rows_rejected) == (15, 14, 1)
    assert [each.rule for each in plan.warnings] == ["plan_of_year"]
    rows = held(into, "as_at, target, delivered")
    assert {as_at for as_at, _, _ in rows} == {date(2016, 4, 30)}
    assert round(sum(target for _, target, _ in rows)) == 1_155_000
    assert {delivered for _, _, delivered in rows} == {None}


def stacked(folder: Path, *rows: str) -> tuple[list[TableReport], LoadContext]:
    path = folder / "savings_plan.csv"
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return loaded(path)


def test_a_saving_told_twice_counts_once(tmp_path: Path) -> None:
    row = "2025-10-31,S1,Fostering,Care,100000,20000,90000,10000,Amber,Jo,At risk"
    reports, into = stacked(
        tmp_path, row, row, row.replace("20000", "25000"), row.replace("S1,F", "S1,More f")
    )
    assert held(into, "title, delivered") == [("Fostering", 25_000), ("More fostering", 20_000)]
    assert [(each.rule, each.row) for each in reports[0].rejects] == [
        ("same_saving", 2), ("same_saving", 3),
    ]  # fmt: skip
    assert "row 4 gives the same saving and month other figures" in reports[0].rejects[0].message
    reports, into = stacked(tmp_path, row, row.replace("10-31", "09-30"), row)
    assert [(each.rule, each.row) for each in reports[0].rejects] == [("duplicate_row", 2)]
    assert len(held(into, "1")) == 2


def test_savings_of_a_month_still_to_come_are_not_loaded(tmp_path: Path) -> None:
    reports, into = stacked(
        tmp_path, "2099-10-31,S1,Fostering,Care,100000,20000,90000,10000,Amber,Jo,At risk"
    )
    assert (rules(reports), held(into, "1")) == (["future_month"], [])
