"""The table of contacts: one for almost every referral, and several that lead to none."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample import front_door
from data.sample.cells import (
    FIRST_PERSON,
    NOT_YET_RECORDED,
    Cut,
    Table,
    days,
    ids,
    texts,
)
from data.sample.population import child_near_age
from data.sample.span import YEAR, day_number

CONTACTS_PER_REFERRAL = 3.9


def contact_table(cut: Cut, rng: np.random.Generator) -> Table:
    """Contacts from the start of the extract's history; numbers children not seen before."""
    first = cut.made.span.history_start
    both = pd.concat([_of_referrals(cut, first, rng), _others(cut, first, rng)])
    both = both[(both["day"] >= first) & (both["day"] <= cut.last_day)]
    month = day_number(cut.made.span.end.replace(day=1))
    both = both[(both["day"] < month) | (rng.random(len(both)) >= NOT_YET_RECORDED)]
    both = both.sort_values(["day", "child"], kind="stable")
    # Two calls about a child on one day, from the same source, are written down as one contact.
    both = both.drop_duplicates(["child", "day", "source"], ignore_index=True)
    _number_newcomers(cut, both["child"].to_numpy())
    return pa.table(
        {
            "cont_contact_id": ids("C", cut.start * 40 + 1 + np.arange(len(both))),
            "cont_person_id": cut.person(both["child"].to_numpy()),
            "cont_contact_date": days(both["day"]),
            "cont_contact_source_code": texts(both["source"]),
            "cont_contact_source_desc": texts(both["source"].map(front_door.SOURCE_NAMES)),
        }
    )


def _of_referrals(cut: Cut, first: int, rng: np.random.Generator) -> pd.DataFrame:
    """The contact behind a referral: the same day, or one to three days before."""
    rows = cut.rows[cut.rows["referred"] >= first]
    rows = rows[rng.random(len(rows)) < 0.985]
    earlier = (front_door.by_event(rows, rng) * 4).astype(np.int64)
    earlier = np.where(front_door.by_event(rows, rng) < 0.7, 0, earlier)
    return pd.DataFrame(
        {"child": rows["child"], "day": rows["referred"] - earlier, "source": rows["source"]}
    )


def _others(cut: Cut, first: int, rng: np.random.Generator) -> pd.DataFrame:
    """Contacts that lead to no referral, in the season of referrals, for one child or several of
    a family."""
    rows = cut.rows[cut.rows["referred"] >= first]
    heads = rows[rows["is_focus"]]["referred"].to_numpy()
    day = rng.choice(heads, int(len(rows) * CONTACTS_PER_REFERRAL / 1.45))
    day = cut.made.calendar.on_or_after(day + rng.integers(-12, 13, len(day)))
    focus = child_near_age(cut.children, day, rng.beta(1.4, 1.3, len(day)) * 17.4, rng)
    source = front_door.drawn(front_door.SOURCES, len(day), rng)
    day, focus, source = day[focus >= 0], focus[focus >= 0], source[focus >= 0]
    index, child = cut.children.families_of(focus)
    born = cut.children.born[child]
    aged = (born <= day[index]) & (born > day[index] - 17.8 * YEAR)
    keep = (child == focus[index]) | (aged & (rng.random(len(child)) < 0.5))
    return pd.DataFrame({"child": child, "day": day[index], "source": source[index]})[keep]


def _number_newcomers(cut: Cut, child: np.ndarray) -> None:
    """Give a number to those children who never get beyond a contact."""
    unseen = pd.unique(child[cut.numbers[child] < 0])
    at = max(int(cut.numbers.max()), FIRST_PERSON + cut.start - 1) + 1
    cut.numbers[unseen] = at + np.arange(len(unseen))
