"""What every case table is made with: the cut of the journeys, and columns of an extract."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.journeys import Making
from data.sample.population import Children
from data.sample.span import NEVER
from data.sample.workforce import Rosters

FIRST_PERSON = 100_000
FIRST_STAFF = 10_001
NOT_YET_RECORDED = 0.03

Table = pa.Table


@dataclass(frozen=True)
class Cut:
    """What the tables are cut from. ``numbers`` is each child's own number, -1 if never seen;
    ``rosters`` say who took up what."""

    rows: pd.DataFrame
    children: Children
    made: Making
    numbers: np.ndarray
    start: int
    rosters: Rosters

    @property
    def last_day(self) -> int:
        return self.made.span.last_day

    def person(self, child: np.ndarray) -> pa.Array:
        return ids("W", self.numbers[child])


def cut(rows: pd.DataFrame, children: Children, made: Making, offset: int, rosters: Rosters) -> Cut:
    """Number the children in the order in which they come to notice, from ``offset`` on."""
    span = made.span
    planned = (rows["plan_start"] < NEVER) & (rows["plan_end"] >= span.plan_history_start)
    kept = planned | (rows["closed"] >= span.history_start)
    rows = rows[kept & (rows["referred"] <= span.last_day)].reset_index(drop=True)
    seen = rows.drop_duplicates("child").sort_values(["referred", "child"], kind="stable")["child"]
    numbers = np.full(len(children), -1, dtype=np.int64)
    numbers[seen] = FIRST_PERSON + offset + np.arange(len(seen))
    return Cut(rows, children, made, numbers, offset, rosters)


def ids(prefix: str, numbers: np.ndarray) -> pa.Array:
    """``prefix`` and a number: W104233."""
    return pa.array(np.char.add(prefix, np.asarray(numbers).astype("U12")))


def days(values: np.ndarray, last_day: int = NEVER - 1) -> pa.Array:
    """Day numbers as dates, blank where after ``last_day``."""
    values = np.asarray(values, dtype=np.int64)
    blank = values > last_day
    return pa.array(np.where(blank, 0, values).astype(np.int32), mask=blank).cast(pa.date32())


def flags(values: np.ndarray, known: np.ndarray | None = None) -> pa.Array:
    """Y or N; blank where not ``known``."""
    mask = None if known is None else ~np.asarray(known)
    return pa.array(np.where(values, "Y", "N").astype(object), mask=mask, type=pa.string())


def texts(values: np.ndarray, known: np.ndarray | None = None) -> pa.Array:
    """Text, blank where not ``known``."""
    mask = None if known is None else ~np.asarray(known)
    return pa.array(np.asarray(values).astype(object), mask=mask, type=pa.string())


def referral_ids(cut: Cut, index: np.ndarray) -> pa.Array:
    """The referral number of journeys' rows."""
    return ids("R", 200_000 + cut.start * 10 + np.asarray(index))


def workers(cut: Cut, team: np.ndarray, event: np.ndarray, day: np.ndarray) -> pa.Array:
    """The staff reference of the social worker of a team who took up an event on a day."""
    return staff_refs(cut.rosters.worker(team, event, day))


def staff_refs(people: np.ndarray) -> pa.Array:
    """The staff reference of people by number: E10001."""
    return ids("E", FIRST_STAFF + np.asarray(people, dtype=np.int64))
