"""Care leavers month by month, as extracts of Annex A tell of them."""

from datetime import date
from pathlib import Path

import pytest

from data.tables import OBSERVATION, create_table
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from tests.annex_lists import annex_context, load
from tests.made_cases import AREA

SLUGS = (
    "care_leavers_in_eet",
    "care_leavers_in_touch",
    "care_leavers_neet",
    "care_leavers_not_in_touch",
    "care_leavers_suitable_accommodation",
    "pathway_plans_current",
)
IN_TOUCH = {
    "Child Unique ID": "1",
    "Date of Birth": "2005-03-11",
    "Eligibility Category": "b) Former relevant child",
    "LA In Touch": "a) Yes",
    "Type of Accommodation": "U: Independent living",
    "Suitability of Accommodation": "a) Suitable",
    "Activity Status": "F1: Full time in higher education",
}
OUT_OF_TOUCH = IN_TOUCH | {
    "Child Unique ID": "2",
    "LA In Touch": "b) No",
    "Type of Accommodation": "",
    "Suitability of Accommodation": "",
    "Activity Status": "",
}
GONE_HOME = IN_TOUCH | {"Child Unique ID": "3", "LA In Touch": "f) Rhom"}
QUALIFYING = IN_TOUCH | {
    "Child Unique ID": "4",
    "Eligibility Category": "c) Qualifying care leaver",
}
CONTACTS = [
    {
        "Child Unique ID": "9",
        "Date of Contact": f"2025-{month:02}-28",
        "Contact Source": "q) 6: Police",
    }
    for month in range(5, 12)
]
Figures = dict[str, dict[date, tuple]]


def _figures(folder: Path, *files: tuple[str, list[dict[str, str]]]) -> Figures:
    """Month → numerator and denominator of each figure of care leavers."""
    context = annex_context()
    load(folder, context, ("contacts_2025-11-30.csv", CONTACTS), *files)
    create_table(context.connection, "observation", OBSERVATION)
    indicators = {slug: catalogue()[slug] for slug in SLUGS}
    case_observations(context.connection, indicators, AREA, as_at=date(2025, 11, 30))
    rows = context.connection.execute(
        "SELECT slug, period_end, numerator, denominator FROM observation WHERE split = ''"
    ).fetchall()
    return {
        slug: {period: tuple(rest) for each, period, *rest in rows if each == slug}
        for slug in SLUGS
    }


@pytest.fixture
def over_months(tmp_path: Path) -> Figures:
    """Extracts of August, in mid-October, and of November."""
    return _figures(
        tmp_path,
        ("l_2025-08-31.csv", [IN_TOUCH, OUT_OF_TOUCH, GONE_HOME, QUALIFYING]),
        ("l_2025-10-09.csv", [IN_TOUCH]),
        ("l_2025-11-30.csv", [IN_TOUCH | {"LA In Touch": "b) No"}, OUT_OF_TOUCH]),
    )


def test_each_extract_tells_of_the_month_end_that_it_reaches(over_months: Figures) -> None:
    assert over_months["care_leavers_in_touch"] == {
        date(2025, 8, 31): (1, 2),
        date(2025, 9, 30): (1, 1),
        date(2025, 11, 30): (0, 2),
    }
    assert over_months["care_leavers_not_in_touch"][date(2025, 11, 30)] == (2, 2)


def test_what_is_blank_of_one_is_no_information(over_months: Figures) -> None:
    august = date(2025, 8, 31)
    assert over_months["care_leavers_suitable_accommodation"][august] == (1, 2)
    assert over_months["care_leavers_in_eet"][august] == (1, 2)
    assert over_months["care_leavers_neet"][august] == (0, 2)


def test_without_the_column_of_plans_none_is_out_of_date(over_months: Figures) -> None:
    assert over_months["pathway_plans_current"] == {}


def test_the_newer_list_tells_which_plans_are_current(tmp_path: Path) -> None:
    rows = [
        IN_TOUCH | {"Latest Pathway Plan Review Date": "2025-08-01"},
        OUT_OF_TOUCH | {"Latest Pathway Plan Review Date": "2025-04-30"},
    ]
    figures = _figures(tmp_path, ("l_2025-11-30.csv", rows))
    assert figures["pathway_plans_current"] == {date(2025, 11, 30): (1, 2)}


def test_what_an_extract_tells_of_nobody_is_not_known(tmp_path: Path) -> None:
    figures = _figures(tmp_path, ("l_2025-11-30.csv", [OUT_OF_TOUCH]))
    assert figures["care_leavers_in_touch"] == {date(2025, 11, 30): (0, 1)}
    assert figures["care_leavers_in_eet"] == {}
    assert figures["care_leavers_suitable_accommodation"] == {}


def test_after_the_last_extract_nothing_is_known(tmp_path: Path) -> None:
    figures = _figures(tmp_path, ("l_2025-08-31.csv", [IN_TOUCH]))
    assert set(figures["care_leavers_in_touch"]) == {date(2025, 8, 31)}
