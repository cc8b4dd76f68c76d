"""The monthly post list of the personnel system: all months of the span stacked, one row a holding.

A vacant post is a row of its own; a shared post two, with the agreed FTE divided between them;
two posts held by one person two, under one staff reference. Whoever left in the month is listed
with the day, beside whoever, or nobody, has the post since: what is agreed stands there.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from data.sample.cells import days, flags, ids, staff_refs, texts
from data.sample.establishment import SERVICES, TEAMS, TITLES, WHOLE
from data.sample.holdings import AGENCY, NO_DAY, REASONS, VACANT
from data.sample.span import NEVER
from data.sample.workforce import Workforce

EMPLOYMENT = ("Permanent", "Fixed term", "Agency", "Vacant")
ABSENCES = ("", "Maternity", "Long-term sickness")
SECOND_FTE = 4
FIRST_REGISTERED, REGISTRATIONS = 100_000, 900_000


def registrations(people: np.ndarray) -> pa.Array:
    """The Social Work England number of people by number: SW107919."""
    spread = np.asarray(people, dtype=np.int64) * 7919 % REGISTRATIONS
    return ids("SW", FIRST_REGISTERED + spread)


def write_post_list(path: Path, force: Workforce, loads: list[np.ndarray], months: int) -> Path:
    """Write the last ``months`` months a month at a time."""
    writer = None
    for each in range(len(force.months) - months, len(force.months)):
        table = _month(force, each, loads[each])
        writer = writer or pyarrow.csv.CSVWriter(path, table.schema)
        writer.write_table(table)
    writer.close()
    return path


def _month(force: Workforce, each: int, load: np.ndarray) -> pa.Table:
    held, posts = force.months[each], force.posts
    row, second = _rows(posts.second[held["place"]])
    held, load = held[row], np.where(second, 0, load[row])
    place, kind, ended = held["place"], held["kind"], held["end"] != NO_DAY
    there, social = kind != VACANT, posts.social[place]
    employed = there & (kind != AGENCY)
    team = np.array(list(TEAMS))[posts.team[place]]
    names = {key: name for key, (name, _) in TEAMS.items()}
    services = {key: SERVICES[service] for key, (_, service) in TEAMS.items()}
    both = posts.second[place] > 0
    number = np.where(second, posts.second[place], posts.number[place])
    holds = posts.holds[place]
    return pa.table(
        {
            "As At": days(np.full(len(row), force.calendar.last[each])),
            "Post Number": ids("P", number),
            "Post Title": texts(np.array(TITLES)[posts.title[place]]),
            "Team": texts(_named(team, names)),
            "Service": texts(_named(team, services)),
            "Established FTE": _part(held["agreed"], both, second),
            "Staff Ref": _only(staff_refs(held["staff"]), there),
            "SWE No": _only(registrations(held["staff"]), there & social),
            "Contracted FTE": _part(held["fte"], both, second),
            "Employment Type": texts(np.array(EMPLOYMENT)[kind]),
            "Start Date": days(np.where(there, held["start"], NEVER)),
            "End Date": days(np.where(ended, held["end"], NEVER)),
            "Leaving Reason": texts(np.array(REASONS)[held["reason"]], ended),
            "ASYE (Y/N)": flags(held["asye"], there),
            "Case Holding (Y/N)": flags(holds),
            "Allocated Cases": pa.array(load, mask=~(holds & there & ~ended)),
            "Sick Days In Month": pa.array(np.where(second, 0, held["sick"]) / 2, mask=~employed),
            "Absence Type": texts(np.array(ABSENCES)[held["away"]], held["away"] > 0),
            "Agency Day Rate": pa.array(held["rate"], mask=kind != AGENCY),
        }
    )


def _rows(second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions of holdings, that of a second post repeated, and whether each is the repeat."""
    times = np.where(second > 0, 2, 1)
    row = np.repeat(np.arange(len(second)), times)
    return row, np.concatenate([[False], row[1:] == row[:-1]])


def _part(tenths: np.ndarray, both: np.ndarray, second: np.ndarray) -> pa.Array:
    """FTE; of two posts held together SECOND_FTE tenths are the second's."""
    later = np.minimum(tenths, SECOND_FTE)
    shared = np.where(second, later, tenths - later)
    return pa.array(np.where(both, shared, tenths).astype(np.int64) / WHOLE)


def _only(values: pa.Array, known: np.ndarray) -> pa.Array:
    return pa.compute.if_else(pa.array(known), values, pa.scalar(None, pa.string()))


def _named(keys: np.ndarray, names: dict[str, str]) -> np.ndarray:
    found, position = np.unique(keys, return_inverse=True)
    return np.array([names[key] for key in found])[position]
