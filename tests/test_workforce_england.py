"""The formulas give England's published figures of 2025, from a list of England's own totals."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.home import Home
from queries.store import Store
from tests.conftest import link_exports
from tests.post_lists import csv_file, figures, month_ends, post, refreshed, vacant

# England 2025, full-time equivalents: shared/formats/README.md, section 11.
IN_POST, LEAVERS, AGENCY, VACANCIES = 36_186, 4_276, 5_416, 5_965
CASE_HOLDERS, CASES, DAYS_LOST = 21_105, 321_661, 322_786
PUBLISHED = {
    "turnover": 11.8,
    "agency_rate": 13.0,
    "vacancy_rate": 14.2,
    "caseload": 15.2,
    "sickness_absence": 3.5,
}
SCALE = 100
MONTHS = month_ends(date(2024, 10, 1), 12)
END = "2025-09-30"
CSWW = "published/workforce/csww_indicators_2017_to_2025.csv"


def parts(total: float) -> list[float]:
    """A hundredth of a total as people: whole ones and a last, part-time."""
    whole, rest = divmod(round(total), SCALE)
    return [1.0] * whole + ([rest / SCALE] if rest else [])


def day(when: date) -> str:
    return f"{when:%d/%m/%Y}"


def employees(month: date) -> list[dict[str, str]]:
    """England's social workers in post; the last ones hold cases, a few each month are sick."""
    holding = parts(CASE_HOLDERS - AGENCY)
    sizes = parts(IN_POST - CASE_HOLDERS + AGENCY) + holding
    sick = DAYS_LOST / SCALE / len(MONTHS)
    return [
        post(
            number,
            As_At=day(month),
            Established_FTE=str(size),
            Contracted_FTE=str(size),
            Allocated_Cases=str(cases(number - len(sizes) + len(holding))),
            Sick_Days_In_Month=str(max(0.0, min(10.0, sick - 10 * (number - 1)))),
        )
        for number, size in enumerate(sizes, start=1)
    ]


def cases(holder: int) -> int:
    """Cases of the nth case holder, agency workers after employees; none for those before."""
    everyone = len(parts(CASE_HOLDERS - AGENCY)) + len(parts(AGENCY))
    each, rest = divmod(round(CASES / SCALE), everyone)
    return 0 if holder < 1 else each + (holder <= rest)


def others(month: date) -> list[dict[str, str]]:
    """Vacant posts, and staff who are no social workers."""
    empty = [
        vacant(5000 + n, As_At=day(month), Established_FTE=str(size))
        for n, size in enumerate(parts(VACANCIES))
    ]
    support = [
        post(6000 + n, As_At=day(month), Post_Title="Business Support Officer", SWE_No="")
        for n in range(40)
    ]
    return empty + support


def leavers() -> list[dict[str, str]]:
    return [
        post(
            7000 + n,
            As_At=day(MONTHS[n % 12]),
            Established_FTE="0",
            Contracted_FTE=str(size),
            End_Date=day(MONTHS[n % 12] - timedelta(days=n % 20)),
            Leaving_Reason="Resignation",
            Sick_Days_In_Month="",
        )
        for n, size in enumerate(parts(LEAVERS))
    ]


def agency(month: date) -> list[dict[str, str]]:
    first = len(parts(CASE_HOLDERS - AGENCY))
    return [
        {
            "As At": day(month), "Post Title": "Social Worker", "Team": "Assessment North",
            "Staff Ref": f"A{number}", "Contracted FTE": str(size), "Agency Day Rate": "£400",
            "Allocated Cases": str(cases(first + number)),
        }
        for number, size in enumerate(parts(AGENCY), start=1)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A council a hundredth of England's size: HR's list, and the agency's apart."""
    made = Home(tmp_path_factory.mktemp("england"))
    made.exports.mkdir(parents=True)
    rows = [row for month in MONTHS for row in employees(month) + others(month)]
    csv_file(made.exports / "post_list.csv", rows + leavers())
    hired = [row for month in MONTHS for row in agency(month)]
    csv_file(made.exports / "agency.csv", hired, hired[0])
    return made


@pytest.fixture(scope="module")
def store(home: Home) -> Store:
    return refreshed(home)


@pytest.mark.parametrize(("slug", "published"), PUBLISHED.items())
def test_englands_totals_give_englands_figure(store: Store, slug: str, published: float) -> None:
    assert round(figures(store, slug)[END]["value"], 1) == published


@pytest.mark.parametrize(
    ("slug", "above", "below"),
    [
        ("staff_in_post", IN_POST, None),
        ("establishment", IN_POST + VACANCIES, None),
        ("turnover", LEAVERS, IN_POST),
        ("vacancy_rate", VACANCIES, VACANCIES + IN_POST),
        ("agency_rate", AGENCY, AGENCY + IN_POST),
        ("caseload", CASES, CASE_HOLDERS),
        ("sickness_absence", DAYS_LOST, IN_POST * 253),
    ],
)
def test_numerators_and_denominators_are_englands(
    store: Store, slug: str, above: float, below: float | None
) -> None:
    row = figures(store, slug)[END]
    assert row["numerator"] == pytest.approx(above / SCALE, abs=0.5)
    if below:
        assert row["denominator"] == pytest.approx(below / SCALE, abs=0.01)


def test_no_turnover_and_no_yearly_absence_before_twelve_months(store: Store) -> None:
    assert list(figures(store, "turnover")) == [END]
    assert list(figures(store, "sickness_absence")) == [END]
    assert len(figures(store, "sickness_absence", window="m")) == 12


def test_the_published_england_stands_beside_a_councils_own(
    shared: Path, home: Home, tmp_path: Path
) -> None:
    copy = Home(tmp_path / "with_published")
    link_exports(copy, shared, (CSWW,))
    for path in home.exports.iterdir():
        (copy.exports / path.name).symlink_to(path)
    with_published = refreshed(copy)
    for slug, published in PUBLISHED.items():
        row = figures(with_published, slug)[END]
        assert row["england"] == published
        assert round(row["value"], 1) == row["england"]


FORMULAS = {
    "turnover_rate_fte": lambda row: 100 * row["leavers_fte"] / row["inpost_fte"],
    "agency_rate_fte": lambda row: (
        100 * row["agency_fte"] / (row["agency_fte"] + row["inpost_fte"])
    ),
    "vacancy_rate_fte": lambda row: (
        100 * row["vacancy_fte"] / (row["vacancy_fte"] + row["inpost_fte"])
    ),
    "caseload_fte": lambda row: row["cases"] / row["case_holders_fte"],
    "absence_rate_fte": lambda row: 100 * row["working_days_lost_fte"] / row["inpost_fte"] / 253,
}


@pytest.mark.parametrize("measure", FORMULAS)
def test_the_formulas_give_the_published_rates_of_england_and_its_regions(
    shared: Path, measure: str
) -> None:
    with (shared / CSWW).open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["time_period"] == "2025"]
    checked = 0
    for row in rows:
        if row["geographic_level"] in ("National", "Regional"):
            held = {name: float(text) for name, text in row.items() if _is_number(text)}
            assert FORMULAS[measure](held) == pytest.approx(held[measure], abs=0.051)
            checked += 1
    assert checked == 12


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
