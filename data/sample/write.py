"""Write a whole set of sample exports into a folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from data.sample import extracts
from data.sample.budget_monitor import write_budget_monitors
from data.sample.finance import finance
from data.sample.formats import FORMATS, SSD, rewrite
from data.sample.journeys import Making, journeys
from data.sample.lait_file import write_lait
from data.sample.neighbour_file import write_neighbours
from data.sample.own_figures import comparators, own_figures
from data.sample.people_tables import staff_tables
from data.sample.placement_costs import cost_tallies, placement_cost_table, prices
from data.sample.population import (
    CHILDREN_AT_SCALE_1,
    children_of,
    financial_year_start,
    population_estimates,
)
from data.sample.post_list import write_post_list
from data.sample.published import FIRST_YEAR, Publishing, published_figures
from data.sample.savings import write_savings
from data.sample.span import Span, WorkingDays, day_number, latest_complete_month, months_between
from data.sample.statistics_files import write_statistics
from data.sample.stories import Stories, planted_stories
from data.sample.streams import arrivals
from data.sample.tallies import (
    assessment_tallies,
    care_tallies,
    contact_tallies,
    journey_tallies,
    placement_tallies,
    review_tallies,
)
from data.sample.targets import targets_by_year, write_targets
from data.sample.workbook import Monthly, write_workbook
from data.sample.workbook_lines import performance_sheets
from data.sample.workforce import Rosters, Workforce, allocated, workforce, workforce_months

SEED = 20260401
MONTHS = 78
FEWEST_MONTHS = 14
COHORT_SCALE = 8.0
COHORT_NUMBERS = 1_000_000
PARQUET_TABLES = ("ssd_contacts", "ssd_cla_placement")
CARE_LEAVERS_SHARE = 0.42

Tallies = dict[str, np.ndarray]


@dataclass(frozen=True)
class Plan:
    """What is to be made. ``periods`` are (first, last) days to count over: months, then years."""

    span: Span
    stories: Stories
    scale: float
    seed: int
    months: list[tuple[int, int]]
    years: dict[int, tuple[int, int]]

    @property
    def periods(self) -> list[tuple[int, int]]:
        return [*self.months, *self.years.values()]


def write_sample(
    folder: Path,
    scale: float = 1,
    seed: int = SEED,
    months: int = MONTHS,
    progress: Callable[[str], None] | None = None,
    today: date | None = None,
    formats: Sequence[str] = (SSD,),
    dirty: bool = False,
) -> list[Path]:
    """Write case tables, published files and workbooks; give their paths in order of writing.

    ``scale`` multiplies the council's children (1: 72,000); ``months`` end with the last complete
    month before ``today``; ``formats`` are the kinds of export, of FORMATS, that the children's
    case tables are written as, ``dirty`` with the quirks of real ones. The same arguments write
    the same bytes. Raises ValueError where
    ``scale`` is not above zero, ``months`` are fewer than FEWEST_MONTHS, or a format is not known.
    """
    _check(scale, months, formats)
    span = Span(latest_complete_month(today or date.today()), months)
    tell = progress or (lambda _: None)
    plan = Plan(span, planted_stories(span), scale, seed, _month_periods(span), _year_periods(span))
    folder.mkdir(parents=True, exist_ok=True)
    tell("Making social workers and their posts")
    force = workforce(span, plan.stories, scale, seed)
    paths, tallies, spent = _write_cases(folder, plan, Rosters(force), tell)
    paths += _write_figures(folder, plan, Counted(tallies, spent, force), tell)
    gone, written = rewrite(folder, formats, span, seed, dirty=dirty, tell=tell)
    return [*(path for path in paths if path not in gone), *written]


def _check(scale: float, months: int, formats: Sequence[str]) -> None:
    if not scale > 0:
        raise ValueError("scale must be above zero")
    if months < FEWEST_MONTHS:
        raise ValueError(f"months must be {FEWEST_MONTHS} or more")
    if unknown := set(formats) - set(FORMATS):
        raise ValueError(f"formats must be of {', '.join(FORMATS)}, not {', '.join(unknown)}")


def _month_periods(span: Span) -> list[tuple[int, int]]:
    """Every month from the first of the front door to the last."""
    firsts = [day_number(month) for month in months_between(span.front_door_start, span.end)]
    lasts = [*(first - 1 for first in firsts[1:]), span.last_day]
    return list(zip(firsts, lasts, strict=True))


def _year_periods(span: Span) -> dict[int, tuple[int, int]]:
    """Years ending 31 March of which figures are published, by the year in which they end."""
    first = FIRST_YEAR
    last = span.end.year if span.end >= date(span.end.year, 3, 31) else span.end.year - 1
    return {
        year: (day_number(date(year - 1, 4, 1)), day_number(date(year, 3, 31)))
        for year in range(first, last + 1)
    }


@dataclass(frozen=True)
class Counted:
    """What figures are made of: counts of journeys, pounds of placements, and the posts."""

    tallies: Tallies
    spent: Tallies
    force: Workforce


def _write_cases(
    folder: Path, plan: Plan, rosters: Rosters, tell: Callable[[str], None]
) -> tuple[list[Path], Tallies, Tallies]:
    """The case tables and the costs of placements, cohort by cohort, so that a large council needs
    no more memory than one of COHORT_SCALE; and the counts and costs of all cohorts."""
    calendar = WorkingDays(plan.span.care_start, plan.span.end)
    cohorts = max(1, int(np.ceil(plan.scale / COHORT_SCALE)))
    writers: dict[str, TableWriter] = {}
    total: Tallies = {}
    spent: Tallies = {}
    for cohort, sequence in enumerate(np.random.SeedSequence(plan.seed).spawn(cohorts)):
        tell(f"Making children and their journeys ({cohort + 1} of {cohorts})")
        rng = np.random.default_rng(sequence)
        tables, tallies, costs = _cohort(plan, calendar, rosters, cohort, plan.scale / cohorts, rng)
        for name, table in tables.items():
            if name not in writers:
                writers[name] = TableWriter(folder, name, table.schema)
            writers[name].write(table)
        total = {name: total.get(name, 0) + counts for name, counts in tallies.items()}
        spent = {name: spent.get(name, 0) + pounds for name, pounds in costs.items()}
    return [writer.close() for writer in writers.values()], total, spent


def _cohort(
    plan: Plan,
    calendar: WorkingDays,
    rosters: Rosters,
    cohort: int,
    scale: float,
    rng: np.random.Generator,
) -> tuple[dict[str, pa.Table], Tallies, Tallies]:
    children = children_of(plan.span, scale, rng)
    arrived = arrivals(plan.span, plan.stories, CHILDREN_AT_SCALE_1 * scale, rng)
    making = Making(plan.span, plan.stories, calendar, children, rng, plant=cohort == 0)
    rows, children = journeys(arrived, making)
    making = Making(plan.span, plan.stories, calendar, children, rng, plant=cohort == 0)
    cut = extracts.cut(rows, children, making, cohort * COHORT_NUMBERS, rosters)
    cared = extracts.in_care(cut, rng)
    tables = extracts.case_tables(cut, cared, rng)
    tallies = journey_tallies(rows, calendar, plan.periods, plan.span.plan_history_start)
    tallies |= placement_tallies(cared.stays, cared.placed, plan.periods)
    tallies |= care_tallies(cared.stays, cared.legal, plan.periods)
    tallies |= review_tallies(
        tables["ssd_cp_plans"], tables["ssd_cp_reviews"], plan.span.last_day, plan.periods
    )
    held = assessment_tallies(tables["ssd_cin_assessments"], calendar, plan.periods)
    known = np.array(plan.periods).T[0] >= plan.span.history_start
    tallies |= {name: np.where(known, held[name], tallies[name]) for name in held}
    tallies |= contact_tallies(
        tables["ssd_contacts"], tables["ssd_cin_episodes"], calendar, plan.periods
    )
    costs = _placement_costs(plan, cut, cared, cohort)
    ends = [day_number(day) for day in plan.span.month_ends()]
    return tables | {"placement_costs": costs}, tallies, cost_tallies(costs, ends)


def _placement_costs(
    plan: Plan, cut: extracts.Cut, cared: extracts.InCare, cohort: int
) -> pa.Table:
    ends = plan.span.month_ends()
    rng = np.random.default_rng([plan.seed, 3, cohort])
    days = [day_number(day) for day in ends]
    return placement_cost_table(cut, cared, days, prices(ends, plan.span.end), rng)


class TableWriter:
    """One case table's file, CSV or Parquet, written a cohort at a time."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        parquet = name in PARQUET_TABLES
        self.path = folder / f"{name}.{'parquet' if parquet else 'csv'}"
        self._writer = (
            pyarrow.parquet.ParquetWriter(self.path, schema)
            if parquet
            else pyarrow.csv.CSVWriter(self.path, schema)
        )

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def close(self) -> Path:
        """Finish the file and give its path."""
        self._writer.close()
        return self.path


def _write_figures(
    folder: Path, plan: Plan, counted: Counted, tell: Callable[[str], None]
) -> list[Path]:
    """Staff, published files, budget monitors, the performance workbook and the targets."""
    tell("Making published figures")
    span, count = plan.span, len(plan.months)
    monthly = {name: counts[:count] for name, counts in counted.tallies.items()}
    yearly = {name: counts[count:] for name, counts in counted.tallies.items()}
    cases = monthly["cases"] + CARE_LEAVERS_SHARE * monthly["care"]
    loads, waiting = allocated(counted.force, cases, plan.seed)
    months = workforce_months(counted.force, loads, waiting)
    paths = _write_staff(folder, counted.force, loads, span.months)
    children = population_estimates(span, plan.scale)
    own = own_figures(span, yearly, list(plan.years), children, months)
    publishing = Publishing(span, own, children, plan.seed)
    figures = published_figures(publishing)
    paths.append(write_lait(folder / "lait_sample.parquet", figures))
    paths += write_statistics(folder, figures, publishing)
    paths.append(write_neighbours(folder / "statistical_neighbours_2025.csv"))
    tell("Making the budget monitors and the performance workbook")
    recent = {name: counts[-(span.months + 11) :] for name, counts in monthly.items()}
    money = finance(span, plan.stories, counted.spent, months, plan.scale, plan.seed)
    paths += write_budget_monitors(folder, money.lines)
    paths.append(write_savings(folder / "savings_plan.csv", span.month_ends(), money.savings))
    book = Monthly(
        span, recent, _children_by_month(span, children), months, money.months,
        targets_by_year(span.end), comparators(figures),
    )  # fmt: skip
    paths.append(
        write_workbook(
            folder / f"performance_workbook_{span.end:%Y-%m}.xlsx", book, performance_sheets(book)
        )
    )
    return [*paths, write_targets(folder / "children_plan_targets.xlsx", span.end)]


def _write_staff(
    folder: Path, force: Workforce, loads: list[np.ndarray], months: int
) -> list[Path]:
    """The case system's tables of teams and social workers, and the post list."""
    paths = [write_post_list(folder / "post_list.csv", force, loads, months)]
    for name, table in staff_tables(force, loads[-1]).items():
        writer = TableWriter(folder, name, table.schema)
        writer.write(table)
        paths.append(writer.close())
    return paths


def _children_by_month(span: Span, children: dict[int, int]) -> list[int]:
    """The population of each month: of the middle of its financial year, or the last known."""
    return [
        children[min(max(financial_year_start(month), min(children)), max(children))]
        for month in span.month_ends()
    ]
