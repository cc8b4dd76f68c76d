"""A messy table through the reader, and again by hand, a row at a time: the same in the end."""

import random
from datetime import date, datetime, timedelta

import pytest

from tests.case_files import case_context, csv_rows, loaded, stored

COLUMNS = (
    "cppl_cp_plan_id",
    "cppl_person_id",
    "cppl_cp_plan_start_date",
    "cppl_cp_plan_end_date",
    "cppl_cp_plan_ola",
    "cppl_cp_plan_initial_category",
)
BLANKS = {"", "-", "n/a", "null", "none"}
CATEGORIES = {"neg": "NEG", "neglect": "NEG", "a) neglect": "NEG", "phy": "PHY"}
FLAGS = {"y": "Y", "yes": "Y", "1": "Y", "n": "N", "no": "N", "0": "N"}
IDS = ["7", "7.0", " 8", "8 ", "1 0", "A1", "", "NULL", "1.5E+12", "11", "12", "13", "14", "15"]
DATES = [
    *("31/03/2025", "01/04/2025", "2025-04-01", "2025-04-01 10:00:00", "45748", "1/4/25"),
    *("13/13/2025", "n/a", "1900-01-01", "", "soon"),
]


def messy_rows(seed: int, many: int) -> list[dict[str, str]]:
    """Rows of ordinary trouble: blanks, other styles, repeats, keys that come again."""
    pick = random.Random(seed)
    choices = (IDS, IDS, DATES, DATES, ["Y", "no", "1", "?", ""])
    rows = []
    for _ in range(many):
        cells = [pick.choice(each) for each in choices]
        cells.append(pick.choice(["NEG", "a) Neglect", "phy", "Odd", "-"]))
        row = dict(zip(COLUMNS, cells, strict=True))
        rows += [row, row] if pick.random() < 0.1 else [row]
    return rows


def identifier(text: str) -> str | None:
    bare = "".join(text.split())
    if bare.lower() in BLANKS or "E+" in bare:
        return None
    return bare.removesuffix(".0")


def day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found if found > date(1900, 1, 1) else None
    return date(1899, 12, 30) + timedelta(days=int(text)) if text.isdigit() else None


def typed_by_hand(row: dict[str, str]) -> tuple | None:
    """The row as it should be stored, or None where it lacks what it needs."""
    plan, person, start, end, ola, category = row.values()
    needed = (identifier(plan), identifier(person), day(start))
    if None in needed:
        return None
    text = category.lower()
    code = None if text in BLANKS else CATEGORIES.get(text, category)
    return (*needed, day(end), FLAGS.get(ola.lower()), code)


def stored_by_hand(files: list[list[dict[str, str]]]) -> list[tuple]:
    """The last row of each key, over all files in order."""
    kept: dict[str, tuple] = {}
    for rows in files:
        kept |= {typed[0]: typed for row in rows if (typed := typed_by_hand(row))}
    return list(kept.values())


@pytest.mark.parametrize("seed", range(6))
def test_two_messy_files_by_hand(tmp_path, seed):
    context = case_context()
    files = [messy_rows(seed, 60), messy_rows(seed + 100, 25)]
    for number, rows in enumerate(files):
        report = loaded(csv_rows(tmp_path / f"{number}.csv", rows), context)
        sound = [typed for row in rows if (typed := typed_by_hand(row))]
        assert report.rows_read == len(rows)
        assert report.rows_loaded == len({typed[0] for typed in sound})
        assert len({each.row for each in report.rejects}) == report.rows_rejected
        repeats = [each.row for each in report.rejects if each.rule.startswith("duplicate_")]
        assert len(repeats) == len(sound) - report.rows_loaded
    found = stored(context, ", ".join(COLUMNS))
    assert sorted(found, key=str) == sorted(stored_by_hand(files), key=str)
