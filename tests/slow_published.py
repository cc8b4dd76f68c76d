"""Councils' published figures again, the slow and plain way: straight from the files, in loops.

Only the mapping files (TOML) are shared with Waymark. Nothing here knows of SQL or of its tables.
"""

import csv
import re
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from queries.catalogue import Indicator, Published

SHAPES = Path(__file__).parents[1] / "data" / "published" / "shapes"
MONTHS = [
    ["April", "May", "June", "July", "August", "September"],
    ["October", "November", "December", "January", "February", "March"],
]
SEPTEMBER = ("workforce/", "lait/Work_Force", "lait/Social_Work", "lait/Vacancies_cover")
CALENDAR_YEARS = ("lait/FirstYJS",)
ACADEMIC_YEARS = ("lait/%_2yr_olds", "lait/%_3&4yr_olds", "lait/No_2yr_olds", "lait/No_3&4yr_olds")

Figures = dict[tuple[str, str, date], dict[tuple[int, str], float | None]]
"""(measure, DfE number, period's end) → {(release's year, release): value, None without one}."""


class Files:
    """The published figures of every council, and children by council and mid-year."""

    def __init__(self, published: Path, measures: set[str]) -> None:
        self.figures: Figures = defaultdict(dict)
        self.children: dict[tuple[str, int], float] = {}
        self.measures = measures
        self._lait(published / "lait" / "bds_long_0.parquet")
        for path in sorted(published.glob("c*/*.csv")) + sorted(published.glob("workforce/*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as lines:
                rows = list(csv.DictReader(lines))
            self._population(rows) if "mid-year" in path.name else self._statistics(rows)
        self._section_251(published / "finance" / "s251ye2015.xlsx")

    def _add(self, measure: str, area: str, end: date, year: int, text: str | None) -> None:
        if measure in self.measures and (text or "").strip():
            self.figures[measure, area, end].setdefault((year, ""), number(text))

    def _lait(self, path: Path) -> None:
        table = pq.read_table(path).to_pydict()
        names = ("Short Desc", "Years", "LA Number", "Values")
        years = {label: lait_year(label) for label in set(table["Years"]) if label}
        newest = max(years.values())
        for named, label, area, text in zip(*(table[name] for name in names), strict=True):
            measure = f"lait/{named}"
            if measure in self.measures and years.get(label):
                end = year_end(measure, years[label])
                self._add(measure, str(int(area)), end, newest, text)

    def _population(self, rows: list[dict]) -> None:
        for row in rows:
            value = number(row["population_estimate"])
            if row["geographic_level"] == "Local authority" and value is not None:
                self.children[row["old_la_code"], int(row["time_period"])] = value

    def _statistics(self, rows: list[dict]) -> None:
        """The rows of a file by the shape that finds most of its measures there."""
        known = {
            shape.stem: tomllib.loads(shape.read_text(encoding="utf-8"))
            for shape in SHAPES.glob("*.toml")
        }
        shape = max(sorted(known), key=lambda each: found_in(known[each], rows[0]))
        written = known[shape]
        columns = written["measures"] | written.get("some_releases", {})
        read = self._wide if written.get("layout") == "wide" else self._long
        read(shape, written, columns, rows)

    def _long(self, shape: str, written: dict, columns: dict, rows: list[dict]) -> None:
        newest = max(int(row["time_period"]) for row in rows)
        for row in rows:
            if row["geographic_level"] != "Local authority":
                continue
            kind = "".join(f"{short(each, row)}/" for each in written.get("filters", {}).values())
            for name, headings in columns.items():
                if (measure := f"{shape}/{kind}{name}") in self.measures:
                    for area in row["old_la_code"].split(" / "):
                        self._row(measure, headings, area, newest, row)

    def _row(self, measure: str, headings: list, area: str, newest: int, row: dict) -> None:
        year = int(row["time_period"])
        if headings == ["{month}"]:
            for half, months in enumerate(MONTHS):
                for place, month in enumerate(months):
                    end = month_end(year - 1, 4 + 6 * half + place)
                    self._add(measure, area, end, newest, row[month])
            return
        heading = next((each for each in headings if each in row), None)
        if heading:
            self._add(measure, area, year_end(measure, year), newest, row[heading])

    def _wide(self, shape: str, written: dict, columns: dict, rows: list[dict]) -> None:
        known = [int(year) for year in re.findall(r"CLA_Mar(20\d\d)", " ".join(rows[0]))]
        newest = max(known, default=2015)
        dated = [
            (f"{shape}/{name}", heading, date(year, 3, 31))
            for name, headings in columns.items()
            for heading in rows[0]
            for year in years_of(headings, heading, newest)
            if f"{shape}/{name}" in self.measures
        ]
        for row in rows:
            if row[written["geography"]["level"][0]] == "LA":
                for measure, heading, end in dated:
                    area = row[written["geography"]["number"][0]]
                    self._add(measure, area, end, newest, row[heading])

    def _section_251(self, path: Path) -> None:
        written = tomllib.loads((SHAPES / "section_251.toml").read_text(encoding="utf-8"))
        heading, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        for cells in rows:
            row = dict(zip(heading, cells, strict=True))
            line = short(written["filters"]["line"], row)
            text = str(row["TotalExpenditure"])
            area = str(int(row["LA"]))
            self._add(f"section_251/{line}/gross", area, date(2015, 3, 31), 2015, text)

    def value(self, indicator: Indicator, kind: tuple, area: str, end: date) -> float | None:
        """The first entry's newest release that has a value, for (unit, window)."""
        for each in indicator.published:
            if (each.unit, each.window, each.split) == (*kind, ""):
                found = self._entry(each, area, end)
                if found is not None:
                    return found
        return None

    def _entry(self, each: Published, area: str, end: date) -> float | None:
        if each.measure:
            releases = self.figures.get((each.measure, area, end), {})
            value = releases[max(releases)] if releases else None
            if value is None or not each.per_population:
                return value
            middle = end.year - 1 + (each.window == "m" and end.month > 3)
            children = self.children.get((area, middle))
            return 10_000 * value / children if children else None
        named = (*each.numerator, *each.denominator)
        known = {key for name in named for key in self.figures.get((name, area, end), {})}
        if not known:
            return None
        above = self._sum(each.numerator, area, end, max(known))
        if not each.denominator:
            return above
        below = self._sum(each.denominator, area, end, max(known))
        return 100 * above / below if above is not None and below else None

    def _sum(self, names: tuple, area: str, end: date, release: tuple) -> float | None:
        parts = [self.figures.get((name, area, end), {}).get(release) for name in names]
        return None if None in parts else sum(parts)


def lait_year(label: str) -> int:
    """The year in which a LAIT year ends: 2025 for ``2024-25 (OT)``; 0 where it is none."""
    spans = re.findall(r"(?<=[-/])\d\d(?= |$)", label)
    return 2000 + int(spans[-1]) if spans else int(label[:4])


def number(text: str) -> float | None:
    """The number that a text writes, else None; digits past the ninth decimal are noise."""
    try:
        return round(float(text.replace(",", "")), 9)
    except ValueError:
        return None


def found_in(written: dict, row: dict) -> float:
    """How many of a shape's measures a file has, times their share; 0 without filters or level."""
    filters = written.get("filters", {}).values()
    if not all(any(column in row for column in each["columns"]) for each in filters):
        return 0
    if written.get("geography", {}).get("level", ["geographic_level"])[0] not in row:
        return 0
    found = sum(
        any(years_of(names, heading, 2015) for heading in row)
        for names in written["measures"].values()
    )
    return found * found / len(written["measures"])


def years_of(names: list[str], heading: str, newest: int) -> list[int]:
    """The year that a heading stands for, where it is one of ``names``."""
    if names == ["{month}"]:
        return [newest] if heading in (*MONTHS[0], *MONTHS[1]) else []
    for name in names:
        pattern = re.escape(name.lower())
        for form in (r"\{year\}", r"\{span\}", r"\{march\}"):
            pattern = pattern.replace(form, r"\d\d\d\d" if "march" not in form else r"3103\d\d")
        if re.fullmatch(pattern, heading.strip().lower()):
            ends = re.search(r"\d\d(?!\d)", re.sub(r"^\D*(?:3103|\d\d)", "", heading))
            return [2000 + int(ends[0])] if "{" in name and ends else [newest]
    return []


def short(filtered: dict, row: dict) -> str:
    """How a filter's value is called in a measure's name."""
    column = next(each for each in filtered["columns"] if each in row)
    value = re.sub(filtered.get("without", ""), "", str(row[column]).strip()).strip()
    plain = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")
    return filtered.get("values", {}).get(value, plain)


def year_end(measure: str, year: int) -> date:
    if measure.startswith(SEPTEMBER):
        return date(year, 9, 30)
    if measure.startswith(CALENDAR_YEARS):
        return date(year, 12, 31)
    return date(year, 8, 31) if measure in ACADEMIC_YEARS else date(year, 3, 31)


def month_end(year: int, month: int) -> date:
    """The last day of the ``month``-th month of ``year``: the 13th is the next January."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def neighbour_rows(path: Path, number_column: str, first: str) -> dict[str, list[str]]:
    """Ten neighbours by council: of each row with a number, the columns called ``first``1 to 10."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    head = next(row for row in rows if number_column in row)
    places = [head.index(f"{first}{n}") for n in range(1, 11)]
    return {
        row[head.index(number_column)]: [row[place] for place in places]
        for row in rows[rows.index(head) + 1 :]
        if row[head.index(number_column)].isdigit()
    }
