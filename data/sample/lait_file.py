"""The published figures as the LAIT store: one Parquet file of every measure, values as text."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from data.sample.councils import COUNCILS, ENGLAND, LAIT_ENGLAND, LAIT_REGION, REGION, REGION_NAME
from data.sample.published import Figures, measures, number_text

COUNT_BEHIND = {"CPPlans2yrs": "CPRDuration", "PrevRegCPR": "ReRegCPR"}
SUPPRESSED_BELOW = 6


def write_lait(path: Path, figures: Figures) -> Path:
    """The LAIT store: one row a measure, year and area, every value as text."""
    rows: dict[str, list] = {name: [] for name in LAIT_COLUMNS}
    for name in sorted(figures):
        years = sorted({year for series in figures[name].values() for year in series})
        for turn, year in enumerate(years):
            for area, label, number, region in _lait_areas():
                value = _shown(figures, name, area, year)
                rows["Short Desc"].append(name)
                rows["Data item"].append(name.replace("_", " ") if turn == 0 else None)
                rows["Years"].append(_year_label(name, year))
                rows["LA and Regions"].append(label)
                rows["Values"].append("-" if value is None else number_text(value))
                rows["LA Number"].append(float(number))
                rows["Region"].append(region)
    pyarrow.parquet.write_table(pa.table(rows, schema=LAIT_SCHEMA), path)
    return path


def _shown(figures: Figures, name: str, area: str, year: int) -> float | None:
    """The value, or None where nothing was published or the count behind it is from 1 to 5."""
    value = figures[name][area].get(year)
    count = figures.get(COUNT_BEHIND.get(name, name), {}).get(area, {}).get(year)
    counted = name in COUNT_BEHIND or name in measures()[1]
    if counted and area not in (ENGLAND, REGION) and count and count < SUPPRESSED_BELOW:
        return None
    return value


LAIT_COLUMNS = (
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
    "Region",
)
LAIT_SCHEMA = pa.schema(
    [(name, pa.float64() if name == "LA Number" else pa.string()) for name in LAIT_COLUMNS]
)


def _lait_areas() -> Iterable[tuple[str, str, int, str]]:
    for council in COUNCILS:
        yield council.number, council.name, int(council.number), council.region_name
    yield ENGLAND, "England", LAIT_ENGLAND, "NA"
    yield REGION, REGION_NAME, LAIT_REGION, "NA"


def _year_label(name: str, year: int) -> str:
    listed, _ = measures()
    release = "outturn" if name == "C&YPExpenditure" else listed.get(name, {}).get("release")
    if release in ("outturn", "leaving"):
        span = f"{year - 1}-{year % 100:02d}"
        return f"{span} (OT)" if release == "outturn" else span
    return str(year)
