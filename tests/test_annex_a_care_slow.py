"""Annex A's Lists 8 and 10 of made children, extract after extract: every figure is that of their
whole records, and no figure stands where an extract does not tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from data.database import Connection, quote
from data.ingest import load_files
from data.tables import OBSERVATION, create_table
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from tests.annex_care_lists import months_before, write_care_lists
from tests.annex_lists import annex_context
from tests.made_care import LAST, made_care, twins
from tests.made_cases import AREA, empty_council
from tests.slow_council import Tables

FROM_DATES = (
    "adolescents_entering_care",
    "care_ended",
    "care_started",
    "children_in_care",
    "left_care_to_adoption_or_guardianship",
)
OF_THE_DAY = (
    "dental_check_in_year",
    "fostered_in_house",
    "in_foster_or_adoptive_placement_10_to_15",
    "in_residential_accommodation",
    "interim_care_orders",
    "placements_3_or_more",
)
ADOPTIONS = (
    "adopted_within_12_months_of_decision",
    "days_entry_to_adoptive_family",
    "days_placement_order_to_match",
)
HEALTH = "health_assessment_in_year"
NOT_TOLD = (
    "care_reviews_in_timescale",
    "care_visits_in_time",
    "placement_stability_2_years",
    "views_given_to_review",
)
CARE = (*FROM_DATES, *OF_THE_DAY, *ADOPTIONS, HEALTH, *NOT_TOLD)

MONTHS = [date(2024, 9, 30), date(2024, 10, 31), date(2024, 11, 30), date(2024, 12, 31),
          date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30),
          date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31),
          date(2025, 9, 30)]  # fmt: skip
SCHEDULES = {
    "monthly": MONTHS,
    "quarterly": MONTHS[::3],
    "a month missing": [day for day in MONTHS if day.month != 2],
    "in mid-month": [date(day.year, day.month, 9) for day in MONTHS[1:]] + [LAST],
}
Figures = dict[tuple, tuple]


@dataclass(frozen=True)
class Compared:
    """The figures of whole records and of extracts, and the days of the extracts."""

    whole: Figures
    listed: Figures
    days: list[date]
    late: bool

    @property
    def month_ends(self) -> set[date]:
        return {date(2024, 8, 31), *MONTHS}

    @property
    def at_month_ends(self) -> bool:
        return set(self.days) <= self.month_ends

    def months(self, slug: str, window: str = "") -> set[date]:
        """The months that extracts give a figure of, by the indicator's own window."""
        window = window or catalogue()[slug].windows[0]
        return {key[5] for key in self.listed if key[:3] == (slug, window, "")}


def _whole(tables: Tables) -> Connection:
    connection = empty_council()
    connection.execute("DROP TABLE observation")
    for name, rows in tables.items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {quote(name)} ({', '.join(row)}) VALUES ({marks})",
                list(row.values()),
            )
    return connection


def _figures(connection: Connection) -> Figures:
    indicators = {slug: catalogue()[slug] for slug in CARE}
    create_table(connection, "observation", OBSERVATION)
    case_observations(connection, indicators, AREA, as_at=LAST)
    rows = connection.execute(
        'SELECT slug, "window", split, member, unit, period_end, numerator, denominator, value '
        "FROM observation WHERE source = 'cases' AND unit <> 'per_10000'"
    ).fetchall()
    return {row[:6]: row[6:] for row in rows}


_COMPARED = [
    (1, "monthly", True),
    (3, "quarterly", False),
    (4, "a month missing", True),
    (5, "in mid-month", True),
]


@pytest.fixture(scope="module", params=_COMPARED, ids=lambda given: given[1])
def compared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Compared]:
    seed, schedule, is_late = request.param
    folder: Path = tmp_path_factory.mktemp("extracts")
    tables = made_care(seed)
    twins(tables, "W0003", "X0003")
    days = SCHEDULES[schedule]
    late = {row["pers_person_id"] for row in tables["ssd_person"][::4] if is_late}
    files = [
        path
        for day in days
        for path in write_care_lists(tables, folder, day, late if day < LAST else ())
    ]
    context = annex_context()
    for file in load_files(files, folder, context):
        for report in file.reports:
            same = [each.rule for each in report.warnings] == ["same_file"]
            assert same or report.table in ("annex_a_list_8", "annex_a_list_10")
            assert report.rows_read == report.rows_loaded
    yield Compared(_figures(_whole(tables)), _figures(context.connection), days, is_late)


@pytest.mark.parametrize("slug", CARE)
def test_every_figure_is_that_of_the_whole_records(compared: Compared, slug: str) -> None:
    if slug == "placements_3_or_more" and not compared.at_month_ends:
        pytest.skip("a list counts placements to its own day, not to the month's end before it")
    wrong = {
        key: (told, compared.whole.get(key))
        for key, told in compared.listed.items()
        if key[0] == slug and told != compared.whole.get(key)
    }
    assert not wrong


@pytest.mark.parametrize("slug", OF_THE_DAY)
def test_what_is_told_of_the_day_has_a_figure_at_each_extract(
    compared: Compared, slug: str
) -> None:
    months = compared.months(slug)
    if not compared.at_month_ends:
        assert months, "no figure at all"
    elif not compared.late:
        assert months >= set(compared.days)
    else:  # a start recorded late leaves out the extract that did not have it yet
        assert len(months) > len(compared.days) / 2


def test_placements_are_counted_where_an_extract_tells_their_number(compared: Compared) -> None:
    described = {max(m for m in compared.month_ends if m <= day) for day in compared.days}
    assert compared.months("placements_3_or_more") <= described


@pytest.mark.parametrize("slug", FROM_DATES)
def test_dates_reach_back_no_further_than_the_first_list(compared: Compared, slug: str) -> None:
    months = compared.months(slug)
    if slug != "left_care_to_adoption_or_guardianship":  # of twelve months, all of them known
        assert max(months) == LAST
    assert min(months, default=LAST) > months_before(compared.days[0], 6)


@pytest.mark.parametrize("slug", ADOPTIONS)
def test_adoptions_have_figures_once_twelve_months_are_whole(compared: Compared, slug: str) -> None:
    months = compared.months(slug)
    knows_who_adopts = months_before(compared.days[0], 6)
    first = knows_who_adopts if slug != "days_placement_order_to_match" else None
    assert LAST in months
    assert months_before(min(months), 12) >= (first or months_before(compared.days[0], 12))


@pytest.mark.parametrize("slug", NOT_TOLD)
def test_what_no_list_tells_has_no_figure(compared: Compared, slug: str) -> None:
    assert compared.months(slug) == set()
