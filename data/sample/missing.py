"""Children in care who go missing: few children, most of them in their teens, again and again."""

import numpy as np
import pyarrow as pa

from data.sample.care_tables import InCare
from data.sample.cells import Cut, Table, days, ids, texts
from data.sample.front_door import drawn
from data.sample.span import NEVER, YEAR

PRONE = 0.24
EPISODES_A_YEAR = 4.5
FROM_AGE = 11.5
AWAY = 0.12
OFFERED = (("Y", 0.81), ("N", 0.11), ("NA", 0.03), ("", 0.05))
ACCEPTED = 0.64


def missing_table(cut: Cut, cared: InCare, rng: np.random.Generator) -> Table:
    """Episodes that began within a stay in care, from the start of the extract's history."""
    stays = cared.stays[rng.random(len(cared.stays)) < PRONE]
    grown = (stays["born"] + FROM_AGE * YEAR).astype(np.int64)
    first = np.maximum(np.maximum(stays["start"], grown), cut.made.span.history_start).to_numpy()
    last = np.minimum(stays["end"], cut.last_day).to_numpy()
    span = np.maximum(last - first, 0)
    count = rng.poisson(span / YEAR * EPISODES_A_YEAR)
    child = np.repeat(stays["child"].to_numpy(), count)
    start = np.repeat(first, count) + (rng.random(count.sum()) * np.repeat(span, count)).astype(int)
    # Back the same night or the next day, mostly; nobody goes missing twice on one day.
    end = start + np.minimum(rng.geometric(0.55, len(start)) - 1, 20)
    order = np.lexsort((start, child))
    child, start, end = child[order], start[order], end[order]
    apart = np.ones(len(child), dtype=bool)
    apart[1:] = (child[1:] != child[:-1]) | (start[1:] > end[:-1])
    return _table(cut, child[apart], start[apart], end[apart], rng)


def _table(
    cut: Cut, child: np.ndarray, start: np.ndarray, end: np.ndarray, rng: np.random.Generator
) -> Table:
    count, back = len(child), end <= cut.last_day
    offered = drawn(OFFERED, count, rng)
    known = back & (offered != "")
    accepted = np.where(rng.random(count) < ACCEPTED, "Y", "N")
    return pa.table(
        {
            "miss_table_id": ids("MS", cut.start * 10 + 1 + np.arange(count)),
            "miss_person_id": cut.person(child),
            "miss_missing_episode_start_date": days(start),
            "miss_missing_episode_type": texts(np.where(rng.random(count) < AWAY, "A", "M")),
            "miss_missing_episode_end_date": days(np.where(back, end, NEVER)),
            "miss_missing_rhi_offered": texts(offered, known),
            "miss_missing_rhi_accepted": texts(
                np.where(offered == "NA", "NA", accepted), known & (offered != "N")
            ),
        }
    )
