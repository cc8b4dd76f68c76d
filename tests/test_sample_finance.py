"""The sample's placement costs, budget monitors and savings: they agree with the cases, with the
workbook and with each other, recomputed plainly from the files."""

from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from data.sample.stories import RESIDENTIAL_URNS, RESIDENTIAL_WEEKLY_COSTS
from tests.sample_reading import Sample, open_at, whole_sample

HEADINGS = [
    "Service line", "Budget holder", "Original budget", "Virement", "Current budget",
    "Budget to date", "Actual to date", "Commitments", "Forecast outturn", "Forecast variance",
    "Forecast variance %", "Previous forecast", "RAG", "Commentary",
]  # fmt: skip
MONEY = [*HEADINGS[2:10], "Previous forecast"]
PAYS_FOR = {
    "In-house fostering": "In-house fostering",
    "Independent fostering agencies": "Independent fostering agency",
    "External residential": "External residential",
    "In-house residential": "In-house residential",
    "Supported accommodation": "Supported accommodation",
    "Secure and welfare": "Secure and welfare",
    "Other placements": "Other placements",
}
WORKBOOK = {
    "Net budget for the year, year to date (£'000)": "Current budget",
    "Net spend to date, year to date (£'000)": "Actual to date",
    "Forecast outturn for the year, at year to date (£'000)": "Forecast outturn",
    "Forecast variance, overspend positive, year to date (£'000)": "Forecast variance",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    return whole_sample(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def budgets(sample) -> pd.DataFrame:
    """Every row of every monitor: file, month, section, what it is, and £'000."""
    paths = sorted(sample.folder.glob("budget_monitor_*.xlsx"))
    rows = [row for path in paths for row in _rows(path)]
    return pd.DataFrame(rows).sort_values("As At", kind="stable", ignore_index=True)


@pytest.fixture(scope="module")
def lines(budgets) -> pd.DataFrame:
    return budgets[budgets["kind"] == "line"].set_index(["As At", "Service line"])


def _rows(path: Path) -> list[dict]:
    start = int(path.stem.split("_")[-1][:4])
    found = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        period = int(sheet.title.split()[0][1:])
        month = date(start + (period > 9), (period + 2) % 12 + 1, 1)
        assert sheet.title == f"P{period} {month:%b}"
        said = f"budget monitor, period {period}, {month:%B %Y}"
        assert sheet["A1"].value == f"Wayshire Children's Services: {said}"
        assert sheet["A2"].value == "£'000. Overspend positive, (underspend) in brackets."
        assert "A1:N1" in {str(each) for each in sheet.merged_cells.ranges}
        found += _lines(sheet, {"file": path.name, "As At": pd.Timestamp(month)})
    return found


def _lines(sheet, known: dict) -> list[dict]:
    rows = list(sheet.iter_rows(values_only=True))
    top = rows.index(tuple(HEADINGS))
    section, found = None, []
    for cells in rows[top + 1 :]:
        if not cells[0]:
            continue
        if cells[2] is None:
            section = cells[0]
            continue
        kind = "line" if not cells[0].startswith("Total ") else "subtotal"
        kind = "total" if cells[0] == "Total Children's Services" else kind
        row = dict(zip(HEADINGS, cells, strict=True))
        row |= {name: _number(row[name]) for name in MONEY}
        month = known["As At"] + pd.offsets.MonthEnd(0)
        found.append(known | {"As At": month, "section": section, "kind": kind} | row)
    return found


def _number(cell: object) -> float:
    """What a cell says, a number or as somebody typed it."""
    if cell is None:
        return np.nan
    if isinstance(cell, str):
        bare = cell.replace(",", "")
        return -float(bare[1:-1]) if bare.startswith("(") else float(bare)
    return float(cell)


def test_placement_costs_are_the_placements_open_at_each_months_end(sample):
    placed, costs = sample.placements, sample.costs
    assert costs["As At"].nunique() == 78
    for day, listed in costs.groupby("As At"):
        now = placed[open_at(placed["start_date"], placed["end_date"], str(day.date()))]
        both = now.merge(
            listed, left_on=["id", "person_id"], right_on=["Placement ID", "Child ID"], how="outer"
        )
        assert len(both) == len(now) == len(listed) > 300
        assert (both["start_date"] == both["Placement start date"]).all()


def test_service_types_are_the_placements_types(sample):
    both = sample.costs.merge(sample.placements, left_on="Placement ID", right_on="id")
    types = both.groupby("Service Type")["type"].unique()
    assert set(types["Supported accommodation"]) <= {"H5", "K3", "P2"}
    assert set(types["Secure and welfare"]) <= {"K1", "R5"}
    assert set(types["External residential"]) <= {"K2", "R1", "R2", "R3", "S1"}
    assert set(types["In-house residential"]) <= {"K2", "R1", "S1"}
    for name in ("In-house fostering", "Independent fostering agency"):
        assert all(each.startswith("U") for each in types[name])
    own = both["Service Type"].isin(["In-house fostering", "In-house residential"])
    assert (both.loc[own, "provider"] == "PR1").all()
    assert (both.loc[own, "Provider"] == "Wayshire Council").all()
    homes = both[both["type"] == "K2"].groupby("urn")["Provider"].nunique()
    assert homes[homes.index != "XXXXXXX"].max() <= 2  # Its own company, or the council's.


def test_the_workbook_says_what_placements_cost(sample):
    weekly = sample.costs.groupby("As At")["Total weekly cost"].agg(["sum", "mean"])
    told = sample.workbook["Spend on placements at month end (£ a week)"]
    assert weekly["sum"].tolist() == told
    each = sample.workbook["Average weekly cost of a placement at month end (£)"]
    assert weekly["mean"].to_numpy() == pytest.approx(np.array(each), abs=0.5)


def test_costs_are_believable_and_rise_with_prices(sample):
    costs = sample.costs
    shares = costs[["Contribution from Health", "Contribution from Education"]].sum(axis=1)
    assert (shares < costs["Total weekly cost"]).all()
    assert 0.01 < (shares > 0).mean() < 0.1
    usual = costs.groupby([costs["As At"].dt.year, "Service Type"])["Total weekly cost"].median()
    assert 480 < usual[2026]["In-house fostering"] < 580
    assert 950 < usual[2026]["Independent fostering agency"] < 1200
    assert 4500 < usual[2026]["External residential"] < 6500
    assert 1000 < usual[2026]["Supported accommodation"] < 1500
    for name in ("In-house fostering", "Independent fostering agency", "External residential"):
        assert 1.15 < usual[2026][name] / usual[2021][name] < 1.45


def test_the_planted_placements_cost_what_was_planted(sample):
    planted = sample.placements[sample.placements["urn"].isin(RESIDENTIAL_URNS)]
    cost = dict(zip(RESIDENTIAL_URNS, RESIDENTIAL_WEEKLY_COSTS, strict=True))
    rows = sample.costs.merge(planted, left_on="Placement ID", right_on="id")
    assert len(rows) == 4 + 3 + 2 + 1
    assert (rows["Total weekly cost"] == rows["urn"].map(cost)).all()
    assert (rows["Service Type"] == "External residential").all()


def test_there_is_a_monitor_for_every_month(budgets):
    assert budgets["As At"].nunique() == 78
    assert budgets["file"].nunique() == 7
    assert (budgets.groupby("As At")["kind"].value_counts().unstack() == [20, 5, 1]).all().all()


def test_subtotals_and_totals_are_the_sums_of_their_lines(budgets):
    amounts = [name for name in MONEY if name != "Previous forecast"]
    for _, month in budgets.groupby("As At"):
        by_kind = {kind: rows for kind, rows in month.groupby("kind")}
        lines, subtotals = by_kind["line"], by_kind["subtotal"].set_index("section")
        sums = lines.groupby("section")[amounts].sum()
        assert sums.to_numpy() == pytest.approx(subtotals.loc[sums.index, amounts].to_numpy())
        assert lines[amounts].sum().to_numpy() == pytest.approx(
            by_kind["total"][amounts].to_numpy()[0]
        )
    names = budgets.loc[budgets["kind"] == "subtotal", ["section", "Service line"]]
    assert (names["Service line"].str.lower() == "total " + names["section"].str.lower()).all()


def test_every_row_adds_up(budgets):
    whole = budgets["Original budget"] + budgets["Virement"]
    assert whole.to_numpy() == pytest.approx(budgets["Current budget"].to_numpy())
    over = budgets["Forecast outturn"] - budgets["Current budget"]
    assert over.to_numpy() == pytest.approx(budgets["Forecast variance"].to_numpy())
    share = pd.to_numeric(budgets["Forecast variance %"], errors="coerce")
    known = share.notna()
    assert known.mean() > 0.99
    expected = (over / budgets["Current budget"].abs())[known]
    assert share[known].to_numpy() == pytest.approx(expected.to_numpy(), abs=5.1e-5)
    assert (budgets.loc[~known, "Current budget"] == 0).all()


def test_virements_move_money_and_make_none(budgets):
    moved = budgets[budgets["kind"] == "line"].groupby("As At")["Virement"]
    assert moved.sum().to_numpy() == pytest.approx(0)
    assert (moved.apply(lambda each: (each != 0).sum()) > 0).mean() > 0.5
    total = budgets[budgets["kind"] == "total"].set_index("As At")
    year = total.index.to_series().dt.to_period("Q-MAR").dt.qyear
    assert (total.groupby(year)["Current budget"].nunique() == 1).all()


def test_last_months_forecast_is_the_previous_one(lines):
    forecast = lines["Forecast outturn"].unstack()
    previous = lines["Previous forecast"].unstack()
    first = previous.isna().all(axis=1)
    assert set(previous.index[first].month) <= {4, 5}
    assert first.sum() == 7
    later = ~first.to_numpy()
    assert previous[later].to_numpy() == pytest.approx(forecast.shift()[later].to_numpy())


def test_rag_follows_the_variance(lines):
    share = lines["Forecast variance"] / lines["Current budget"].abs()
    assert (lines.loc[share > 0.0501, "RAG"] == "Red").all()
    assert (lines.loc[share.between(0.0201, 0.0499), "RAG"] == "Amber").all()
    assert (lines.loc[share < 0.0199, "RAG"] == "Green").all()
    assert set(lines["RAG"]) == {"Green", "Amber", "Red"}


@pytest.mark.parametrize(("label", "column"), WORKBOOK.items())
def test_the_workbook_says_what_the_monitor_does(sample, budgets, label, column):
    total = budgets[budgets["kind"] == "total"].set_index("As At")[column]
    assert sample.workbook[label] == pytest.approx(total.tolist())


def test_at_the_years_end_what_was_spent_is_the_outturn(lines):
    march = lines[lines.index.get_level_values("As At").month == 3]
    assert len(march) == 6 * 20
    assert march["Actual to date"].to_numpy() == pytest.approx(
        march["Forecast outturn"].to_numpy(), abs=0.11
    )
    assert (march["Commitments"] == 0).all()


def test_grants_are_income(lines):
    grants = lines.xs("Grant income", level="Service line")
    assert (grants[["Original budget", "Actual to date", "Forecast outturn"]] < 0).all().all()
    others = lines.drop("Grant income", level="Service line")
    assert (others[["Original budget", "Actual to date", "Forecast outturn"]] >= 0).all().all()


@pytest.mark.parametrize(("line", "kind"), PAYS_FOR.items())
def test_a_line_of_placements_spends_what_they_cost(sample, lines, line, kind):
    """Each month adds a twelfth of 52 weeks at the month end's cost."""
    costs = sample.costs[sample.costs["Service Type"] == kind]
    weekly = costs.groupby("As At")["Total weekly cost"].sum()
    spent = lines.xs(line, level="Service line")["Actual to date"]
    added = spent.diff().where(spent.index.month != 4, spent).iloc[1:]
    expected = (weekly * 52 / 12 / 1000).reindex(spent.index, fill_value=0).iloc[1:]
    assert len(added) == 77
    assert added.to_numpy() == pytest.approx(expected.to_numpy(), abs=0.11)


def test_four_placements_carry_external_residential_over_its_budget(lines):
    homes = lines.xs("External residential", level="Service line")
    share = homes["Forecast variance"] / homes["Current budget"]
    before, last = share[:"2026-06"], share["2026-07":]
    assert before.abs().max() < 0.03
    assert last.iloc[-1] > 0.035
    assert last.is_monotonic_increasing
    assert homes["Forecast variance"].iloc[-1] > 700
    assert homes["Commentary"].iloc[-1]
    total = lines["Forecast variance"].groupby(level="As At").sum()
    assert homes["Forecast variance"].iloc[-1] > 0.7 * total.iloc[-1]


def test_the_line_for_agency_workers_spends_what_the_workbook_says(sample, lines):
    spent = lines.xs("Agency social workers", level="Service line")["Actual to date"]
    added = spent.diff().where(spent.index.month != 4, spent).iloc[1:]
    told = np.array(sample.workbook["Spend on agency staff in the month (£)"])[1:] / 1000
    assert added.to_numpy() == pytest.approx(told)


def test_savings_are_the_workbooks(sample):
    savings = sample.savings
    sums = savings.groupby("As At")[["Target (£)", "Delivered to date (£)"]].sum()
    told = sample.workbook["Savings delivered, year to date (£'000)"]
    assert (sums["Delivered to date (£)"] / 1000).tolist() == pytest.approx(told)
    share = sample.workbook["Savings delivered as a percentage of the year's target, "
                            "year to date (%)"]  # fmt: skip
    found = sums["Delivered to date (£)"] / sums["Target (£)"]
    assert found.to_numpy() == pytest.approx(np.array(share), abs=5.1e-5)


def test_savings_are_six_to_eight_a_year_and_grow(sample):
    savings = sample.savings
    year = savings["As At"].dt.to_period("Q-MAR").dt.qyear
    assert savings.groupby(year)["Reference"].nunique().between(6, 8).all()
    assert not savings.duplicated(["As At", "Reference"]).any()
    for _, one in savings.groupby("Reference"):
        assert one["Target (£)"].nunique() == one["Title"].nunique() == 1
        assert one["Delivered to date (£)"].is_monotonic_increasing
    assert (savings["Shortfall (£)"] == savings["Target (£)"] - savings["Forecast (£)"]).all()
    assert set(savings["RAG"]) == {"Green", "Amber", "Red"}
    assert set(savings["Status"]) >= {"Delivered", "On track", "At risk"}
    assert savings.notna().all().all()
