"""Write a whole set of sample exports into a folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from data.sample import extracts
from data.sample.journeys import Making, journeys
from data.sample.population import CHILDREN_AT_SCALE_1, children_of
from data.sample.span import Span, WorkingDays, latest_complete_month
from data.sample.stories import planted_stories
from data.sample.streams import arrivals

SEED = 20260401
MONTHS = 78
COHORT = 10.0
PARQUET_TABLES = ("ssd_contacts",)


def write_sample(
    folder: Path,
    scale: float = 1,
    seed: int = SEED,
    months: int = MONTHS,
    progress: Callable[[str], None] | None = None,
    today: date | None = None,
) -> list[Path]:
    """Write case tables, published files and workbooks; give their paths in order of writing."""
    span = Span(latest_complete_month(today or date.today()), months)
    folder.mkdir(parents=True, exist_ok=True)
    tell = progress or (lambda _: None)
    return _write_cases(folder, span, scale, seed, tell)


def _write_cases(folder, span, scale, seed, tell):
    stories = planted_stories(span)
    calendar = WorkingDays(span.care_start, span.end)
    rng = np.random.default_rng(seed)
    children = children_of(span, scale, rng)
    arrived = arrivals(span, stories, CHILDREN_AT_SCALE_1 * scale, rng)
    rows, children = journeys(arrived, Making(span, stories, calendar, children, rng))
    made = Making(span, stories, calendar, children, rng)
    tables = extracts.case_tables(extracts.cut(rows, children, made, 0), rng)
    paths = []
    for name, table in tables.items():
        if name in PARQUET_TABLES:
            path = folder / f"{name}.parquet"
            pyarrow.parquet.write_table(table, path)
        else:
            path = folder / f"{name}.csv"
            pyarrow.csv.write_csv(table, path)
        paths.append(path)
    return paths
