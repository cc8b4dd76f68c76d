"""A council whose exports spell codes in its own way, for tests."""

from datetime import date
from pathlib import Path

from data.home import Home
from tests.case_files import csv_rows

LAST = date(2026, 10, 31)
MONTHS = 24
CONSTABULARY = "County Constabulary"
BOSNIAN = "White Bosnian"
HOSTILE = '<img src=x onerror="alert(1)">\'); DROP TABLE code_mapping; --\nsecond line'
CHILD = "Annie Marsh-Smith"
LONG = "x" * 10_000


def home_with_codes(root: Path, council: str = "908") -> Home:
    """Twenty-four months of referrals, six a month: three by the police as the standard has it,
    two by the County Constabulary, one by a school.

    Of thirty children ten are White British, ten White Bosnian (in two spellings), six hostile,
    three of one long text, and of one a name stands in the wrong column.
    """
    home = Home(root)
    home.exports.mkdir(parents=True)
    home.settings_file.write_text(f'[council]\ncode = "{council}"\n', encoding="utf-8")
    csv_rows(home.exports / "ssd_cin_episodes.csv", _referrals())
    csv_rows(home.exports / "ssd_person.csv", _children())
    return home


def _referrals() -> list[dict[str, str]]:
    sources = ["6", "6", "6", CONSTABULARY, CONSTABULARY.upper(), "2A"]
    rows = []
    for month in range(MONTHS):
        year, number = divmod(LAST.year * 12 + LAST.month - MONTHS + month, 12)
        for at, source in enumerate(sources):
            rows.append(
                {
                    "cine_referral_id": f"R{month}-{at}",
                    "cine_person_id": f"C{(month * len(sources) + at) % 30}",
                    "cine_referral_date": f"{year}-{number + 1:02}-{at + 2:02}",
                    "cine_cin_primary_need_code": "N1",
                    "cine_referral_source_code": source,
                    "cine_referral_nfa": "N",
                    "cine_close_date": "",
                }
            )
    return rows


def _children() -> list[dict[str, str]]:
    spellings = ["WBRI"] * 10 + [BOSNIAN] * 7 + [f"  {BOSNIAN.lower()} "] * 3
    spellings += [HOSTILE] * 6 + [LONG] * 3 + [CHILD]
    return [
        {
            "pers_person_id": f"C{number}",
            "pers_sex": "F",
            "pers_ethnicity": spelling,
            "pers_dob": "2015-03-01",
        }
        for number, spelling in enumerate(spellings)
    ]
