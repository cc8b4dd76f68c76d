"""The way to a permanent family: decisions, placement orders, matches and the orders made."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.care import ADOPTED, GUARDIAN
from data.sample.care_tables import InCare
from data.sample.cells import Cut, Table, days, flags, ids, texts, workers
from data.sample.front_door import drawn
from data.sample.span import NEVER, YEAR

TEAM = "T05"
REVERSED = (("RD1", 0.45), ("RD2", 0.2), ("RD3", 0.25), ("RD4", 0.1))
SLOW_SHARE = 0.3
REVERSED_SHARE, REVERSED_AGE, REVERSED_AFTER = 0.08, 4, 400
ARRANGEMENTS = "E41"
ORDERS = {"adopted": "Adoption", "guardian": "Special Guardianship Order",
          "arrangements": "Child Arrangements Order"}  # fmt: skip


def permanence_table(cut: Cut, cared: InCare, rng: np.random.Generator) -> Table:
    """One row a stay in care that leads to an order, or to a decision that was reversed."""
    made = _dated(cut, cared, rng)
    last = cut.last_day
    known = made[["decided", "order"]].min(axis=1) <= last
    made = made[known].reset_index(drop=True)
    ended = made["order"].to_numpy() <= last
    settled = made["placed"].to_numpy() <= last
    carer = made["carer"].to_numpy() & settled
    together = made.groupby(["event", "kind"])["at"].transform("size").to_numpy()
    count = len(made)
    return pa.table(
        {
            "perm_table_id": ids("PM", cut.start + 1 + np.arange(len(made))),
            "perm_person_id": cut.person(made["child"].to_numpy()),
            "perm_cla_id": ids("L", 10_000 + cut.start + made["at"].to_numpy()),
            "perm_adm_decision_date": days(made["decided"], last),
            "perm_ffa_cp_decision_date": days(np.full(count, NEVER)),
            "perm_placement_order_date": days(made["court"], last),
            "perm_matched_date": days(made["matched"], last),
            "perm_placed_for_adoption_date": days(made["placed"], last),
            "perm_adopted_by_carer_flag": flags(carer, settled),
            "perm_placed_ffa_cp_date": days(np.full(count, NEVER)),
            "perm_placed_foster_carer_date": days(np.where(carer, made["fostered"], NEVER), last),
            "perm_decision_reversed_date": days(made["reversed"], last),
            "perm_decision_reversed_reason": texts(
                drawn(REVERSED, count, rng), made["reversed"].to_numpy() <= last
            ),
            "perm_part_of_sibling_group": flags(together > 1),
            "perm_siblings_placed_together": pa.array(together, mask=together == 1),
            "perm_siblings_placed_apart": pa.array(np.zeros(count, np.int64), mask=together == 1),
            "perm_placement_provider_urn": texts(
                np.char.add("SC9910", rng.integers(10, 17, count).astype("U2")), settled
            ),
            "perm_adoption_worker_id": workers(
                cut,
                np.full(count, TEAM),
                made["event"].to_numpy(),
                made[["decided", "order"]].min(axis=1).to_numpy(),
            ),
            "perm_number_of_adopters": pa.array(
                np.where(rng.random(count) < 0.14, 1, 2), mask=~settled
            ),
            "perm_permanence_order_date": days(made["order"], last),
            "perm_permanence_order_type": texts(made["kind"].map(ORDERS), ended),
        }
    )


def _dated(cut: Cut, cared: InCare, rng: np.random.Generator) -> pd.DataFrame:
    """One row a stay (``at``) with its days, NEVER where there is none."""
    stays = cared.stays.assign(
        at=np.arange(len(cared.stays)),
        event=cut.rows["event"].to_numpy()[cared.stays["row"].to_numpy()],
    )
    guardian = stays["care_way"] == GUARDIAN
    kind = np.where(stays["care_reason"] == ARRANGEMENTS, "arrangements", "guardian")
    stays["kind"] = np.where(stays["care_way"] == ADOPTED, "adopted", np.where(guardian, kind, ""))
    start, end, count = stays["start"].to_numpy(), stays["end"].to_numpy(), len(stays)
    young = (start - stays["born"].to_numpy()) / YEAR < REVERSED_AGE
    turned = (stays["kind"] != "adopted") & young & (end - start > REVERSED_AFTER)
    turned = turned.to_numpy() & (rng.random(count) < REVERSED_SHARE)
    adopted = (stays["kind"] == "adopted").to_numpy()
    court = _first(cared.legal[cared.legal["status"] == "E1"], count)
    moved = cared.placed[cared.placed["type"].isin(("A5", "A6"))]
    placed = _first(moved, count)
    court, placed = (np.where(adopted, day, NEVER) for day in (court, placed))
    until = np.where(court < NEVER, court, placed)
    slow = rng.random(count) < SLOW_SHARE
    wait = np.where(slow, rng.integers(200, 420, count), rng.integers(20, 90, count))
    decided = np.where(adopted & (until < NEVER), np.maximum(until - wait, start + 1), NEVER)
    decided = np.where(turned, start + 120 + rng.integers(0, 80, count), decided)
    carer = np.zeros(count, dtype=bool)
    carer[moved.loc[moved["type"] == "A5", "period"]] = True
    return stays.assign(
        decided=decided,
        court=court,
        placed=placed,
        matched=np.where(placed < NEVER, placed - 8 - rng.integers(0, 25, count), NEVER),
        carer=carer & adopted,
        fostered=_fostered(cared.placed, placed, count),
        reversed=np.where(turned, decided + 60 + rng.integers(0, 120, count), NEVER),
        order=np.where(stays["kind"] != "", end, NEVER),
    ).loc[lambda made: (made["decided"] < NEVER) | (made["kind"] != "")]


def _first(rows: pd.DataFrame, count: int) -> np.ndarray:
    """The first start of each period's rows."""
    found = np.full(count, NEVER, dtype=np.int64)
    first = rows.drop_duplicates("period")
    found[first["period"]] = first["start"]
    return found


def _fostered(placed: pd.DataFrame, adoption: np.ndarray, count: int) -> np.ndarray:
    """The start of the last foster placement before the one for adoption, temporary stays apart."""
    foster = placed[placed["type"].isin(("U1", "U3", "U4", "U6")) & ~placed["same_home"]]
    foster = foster[foster["start"] < adoption[foster["period"]]]
    last = foster.drop_duplicates("period", keep="last")
    found = np.full(count, NEVER, dtype=np.int64)
    found[last["period"]] = last["start"]
    return found
