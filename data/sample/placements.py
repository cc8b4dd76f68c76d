"""Where children in care live and under what law: placements, legal statuses, and the episodes
that both make together."""

from datetime import date

import numpy as np
import pandas as pd

from data.sample.care import ADOPTED, GROWN
from data.sample.front_door import drawn
from data.sample.span import NEVER, YEAR, Span, WorkingDays, day_number
from data.sample.stories import RESIDENTIAL_URNS
from data.sample.streams import Kind

MOST_PLACEMENTS = 40
SUPPORTED_REGISTERED = day_number(date(2023, 10, 28))
UNSETTLED = 0.135
# The share of longer placements from which a child is once away for a while, and where.
TEMPORARY = 0.06
TEMPORARY_TYPES = (("T1", 0.30), ("T2", 0.25), ("T3", 0.25), ("T0", 0.12), ("T4", 0.08))
# By age in years, below each bound: (type, share at the start, share later).
TYPES = (
    (10, (("U6", 0.60, 0.40), ("U4", 0.02, 0.26), ("U3", 0.22, 0.12), ("U1", 0.01, 0.08),
          ("P1", 0.07, 0.08), ("R3", 0.03, 0.00), ("K2", 0.015, 0.03), ("R2", 0.005, 0.003))),
    (16, (("U6", 0.62, 0.36), ("U4", 0.03, 0.20), ("U3", 0.12, 0.05), ("P1", 0.05, 0.06),
          ("K2", 0.15, 0.26), ("K1", 0.005, 0.01), ("S1", 0.00, 0.01), ("R1", 0.003, 0.004))),
    (99, (("U6", 0.38, 0.26), ("U4", 0.02, 0.10), ("U3", 0.06, 0.02), ("P1", 0.03, 0.03),
          ("K2", 0.15, 0.19), ("K1", 0.01, 0.01), ("H5", 0.31, 0.33), ("P2", 0.02, 0.04),
          ("R5", 0.02, 0.02))),
)  # fmt: skip
ASYLUM_TYPES = (("U6", 0.40), ("H5", 0.56), ("P2", 0.04))
PROVIDERS = {
    "kin": (("PR1", 1.0),),
    "foster": (("PR1", 0.58), ("PR4", 0.37), ("PR5", 0.05)),
    "home": (("PR1", 0.16), ("PR4", 0.79), ("PR5", 0.05)),
    "semi": (("PR1", 0.10), ("PR4", 0.72), ("PR5", 0.18)),
    "other": (("PR3", 0.5), ("PR2", 0.5)),
    "parent": (("PR0", 1.0),),
}
PROVIDER_OF = {
    **dict.fromkeys(("U1", "U2", "U3"), "kin"),
    **dict.fromkeys(("U4", "U5", "U6", "A3", "A4", "A5", "A6"), "foster"),
    **dict.fromkeys(("K2", "R1", "S1"), "home"),
    **dict.fromkeys(("H5", "K3", "P2"), "semi"),
    **dict.fromkeys(("K1", "R2", "R3", "R5"), "other"),
    "P1": "parent",
}
CHANGE_REASONS = (("CARPL", 0.52), ("CREQB", 0.13), ("CREQO", 0.08), ("LAREQ", 0.08),
                  ("STAND", 0.03), ("ALLEG", 0.02), ("CLOSE", 0.04), ("CHILD", 0.05),
                  ("OTHER", 0.05))  # fmt: skip


def placements(
    periods: pd.DataFrame,
    span: Span,
    calendar: WorkingDays,
    rng: np.random.Generator,
    plant: bool,
) -> pd.DataFrame:
    """One row a placement: ``period`` (index), start, end, type, provider, urn, distance, reason,
    ``same_home`` (away for a while, or back from it: no move) and ``same_carer`` (written so).

    Each next placement starts on the day the one before ends.
    """
    unsettled = (rng.random(len(periods)) < UNSETTLED) & (periods["care_way"] != ADOPTED)
    at, period = periods["start"].to_numpy().copy(), np.arange(len(periods))
    last = periods["end"].to_numpy()
    found = []
    for turn in range(MOST_PLACEMENTS):
        part = periods.iloc[period]
        types = _types(part, at, turn, rng)
        end = at + _days_lasting(unsettled.to_numpy()[period], turn, types, rng)
        end = np.where((end >= last - 5) | (turn == MOST_PLACEMENTS - 1), last, end)
        found.append(pd.DataFrame({"period": period, "start": at, "end": end, "type": types}))
        more = (end < last) & (end <= span.last_day)
        period, at, last = period[more], end[more], last[more]
        if not len(period):
            break
    made = pd.concat(found).sort_values(["period", "start"], kind="stable", ignore_index=True)
    made = _with_adopters(made, periods, rng)
    made = made.assign(urn="", planted=False)
    if plant:
        made = _with_planted(made, periods, span, calendar)
    return _with_temporary(_described(made, rng), rng.spawn(1)[0])


def _types(part: pd.DataFrame, at: np.ndarray, turn: int, rng: np.random.Generator) -> np.ndarray:
    age = (at - part["born"].to_numpy()) / YEAR
    types, low = np.full(len(part), "U6", dtype="U2"), -1.0
    for bound, shares in TYPES:
        chosen = tuple((code, first if turn == 0 else later) for code, first, later in shares)
        types = np.where((age >= low) & (age < bound), drawn(chosen, len(part), rng), types)
        low = bound
    infant = (types == "R3") & (age > 1.5)
    types = np.where(infant, "U6", types)
    alone = part["kind"].to_numpy() == Kind.ASYLUM
    types = np.where(alone, drawn(ASYLUM_TYPES, len(part), rng), types)
    supported = np.isin(types, ("H5", "P2")) & (at >= SUPPORTED_REGISTERED)
    return np.where(supported, "K3", types)


def _days_lasting(
    unsettled: np.ndarray, turn: int, types: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Days that a placement lasts if care goes on: short at first, or for an unsettled child."""
    count = len(unsettled)
    settled = rng.exponential(1900 if turn else 1500, count)
    bridge = rng.random(count) < (0.27 if turn == 0 else 0.06)
    days = np.where(bridge, rng.exponential(50, count), settled)
    days = np.where(unsettled, rng.exponential(135, count), days)
    days = np.where(np.isin(types, ("R2", "R3", "K1", "R5")), rng.exponential(90, count), days)
    return np.maximum(days, 1).astype(np.int64)


def _with_adopters(
    made: pd.DataFrame, periods: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Children who will be adopted live with their adopters for the last half year or so."""
    adopted = np.flatnonzero((periods["care_way"] == ADOPTED).to_numpy())
    end = periods["end"].to_numpy()[adopted]
    moved = np.maximum(
        end - 190 - (rng.random(len(adopted)) * 220).astype(np.int64),
        periods["start"].to_numpy()[adopted] + 30,
    )
    leaves = np.full(len(periods), NEVER, dtype=np.int64)
    leaves[adopted] = np.where(moved < end, moved, NEVER)
    until = leaves[made["period"]]
    made = made[made["start"] < until]
    made = made.assign(end=np.minimum(made["end"], leaves[made["period"]]))
    types = np.where(rng.random(len(adopted)) < 0.2, "A5", "A6")
    with_adopters = pd.DataFrame({"period": adopted, "start": moved, "end": end, "type": types})
    both = pd.concat([made, with_adopters[with_adopters["start"] < end]], ignore_index=True)
    return both.sort_values(["period", "start"], kind="stable", ignore_index=True)


def _with_planted(
    made: pd.DataFrame, periods: pd.DataFrame, span: Span, calendar: WorkingDays
) -> pd.DataFrame:
    """Four settled adolescents moved, one a month in the last four months, to homes far away."""
    part = periods.iloc[made["period"]]
    age = (span.last_day - part["born"].to_numpy()) / YEAR
    fits = (age > 12) & (age < 16.5) & (part["end"].to_numpy() > span.last_day + 60)
    fits &= np.isin(made["type"], ("U4", "U6")) & (made["end"].to_numpy() > span.last_day)
    fits &= made["start"].to_numpy() < span.last_day - 400
    chosen = made[fits].sort_values(["start", "period"], kind="stable").index[:4]
    moved = []
    for turn, (row, urn) in enumerate(zip(chosen, RESIDENTIAL_URNS, strict=False)):
        first = day_number(span.month_end(turn - 3).replace(day=1))
        day = int(calendar.on_or_after(np.array([first + 5 + 2 * turn]))[0])
        moved.append(
            made.loc[row].to_dict() | {"start": day, "type": "K2", "urn": urn, "planted": True}
        )
        made.loc[row, "end"] = day
    both = pd.concat([made, pd.DataFrame(moved)], ignore_index=True) if moved else made
    return both.sort_values(["period", "start"], kind="stable", ignore_index=True)


def _described(made: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The placements with provider, registration, distance and the reason for the change."""
    count = len(made)
    types = made["type"].to_numpy().astype("U2")
    made["provider"] = ""
    for kind, shares in PROVIDERS.items():
        is_kind = np.isin(types, [code for code, of in PROVIDER_OF.items() if of == kind])
        made.loc[is_kind, "provider"] = drawn(shares, int(is_kind.sum()), rng)
    made.loc[made["planted"], "provider"] = "PR4"
    homes = np.isin(types, ("K1", "K2", "R1", "S1"))
    urns = np.char.add("10", rng.integers(30_000, 30_060, count).astype("U5"))
    made["urn"] = np.where(made["planted"], made["urn"], np.where(homes, urns, "XXXXXXX"))
    far = np.where(np.isin(types, ("K2", "K3", "H5", "R1", "S1", "K1")), 24.0, 9.0)
    distance = np.round(rng.gamma(1.1, far), 1)
    distance = np.where(types == "P1", np.round(rng.gamma(1.0, 1.5, count), 1), distance)
    made["distance"] = np.where(made["planted"], 74.0 + np.round(distance, 1), distance)
    made["reason"] = drawn(CHANGE_REASONS, count, rng)
    return made


def _with_temporary(made: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Now and then a child is in hospital or on holiday, and then back in the same placement."""
    length = (made["end"] - made["start"]).to_numpy()
    away = (length > 120) & (rng.random(len(made)) < TEMPORARY) & ~made["planted"].to_numpy()
    # Who is back after supported accommodation came to be registered is back in a type that is no
    # longer in use: none of these are away.
    old = np.isin(made["type"].to_numpy().astype("U2"), ("H5", "P2"))
    away &= ~(old & (made["end"].to_numpy() > SUPPORTED_REGISTERED))
    usual = made[away]
    left = usual["start"] + 40 + (rng.random(len(usual)) * (length[away].clip(max=900) - 80))
    left = left.astype(np.int64)
    back = left + rng.integers(2, 20, len(usual))
    stays = usual.assign(
        start=left, end=back, type=drawn(TEMPORARY_TYPES, len(usual), rng), provider="",
        urn="XXXXXXX", same_home=True,
    )  # fmt: skip
    returns = usual.assign(start=back, same_home=True, same_carer=rng.random(len(usual)) < 0.4)
    made = made.assign(same_home=False, same_carer=False)
    made.loc[away, "end"] = left
    made.loc[away, "reason"] = "OTHER"
    both = pd.concat([made, stays.assign(same_carer=False), returns], ignore_index=True)
    return both.sort_values(["period", "start"], kind="stable", ignore_index=True)


def legal_statuses(periods: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a legal status while in care: ``period`` (index), start, end, status."""
    count = len(periods)
    start, end = periods["start"].to_numpy(), periods["end"].to_numpy()
    age = (start - periods["born"].to_numpy()) / YEAR
    agreed = rng.random(count) < np.where(age >= 11, 0.66, 0.36)
    stays = agreed & (rng.random(count) < np.where(age >= 11, 0.50, 0.25))
    stays |= periods["kind"].to_numpy() == Kind.ASYLUM
    urgent = ~agreed & (rng.random(count) < 0.35)
    interim = start + np.where(agreed, rng.gamma(2, 45, count), np.where(urgent, 8, 0)).astype(int)
    full = interim + rng.gamma(8, 34, count).astype(np.int64) + 60
    order = np.where(
        periods["care_way"] == ADOPTED,
        end - 260 - (rng.random(count) * 260).astype(np.int64),
        NEVER,
    ).astype(np.int64)
    full = np.where((periods["care_way"] == GROWN) | (rng.random(count) < 0.5), full, NEVER)
    steps = pd.DataFrame(
        {
            "V2": np.where(agreed | stays, start, NEVER),
            "L2": np.where(urgent & ~stays, start, NEVER),
            "C1": np.where(stays, NEVER, np.maximum(interim, start)),
            "C2": np.where(stays, NEVER, np.maximum(full, start)),
            "E1": np.where(stays, NEVER, np.maximum(order, start + 1)),
        }
    )
    long = steps.stack().reset_index()
    long.columns = ["period", "status", "start"]
    long = long[long["start"] < end[long["period"]]]
    long = long.sort_values(["period", "start"], kind="stable").drop_duplicates(
        ["period", "start"], keep="last", ignore_index=True
    )
    following = long.groupby("period")["start"].shift(-1)
    long["end"] = following.fillna(pd.Series(end[long["period"]], index=long.index)).astype(int)
    return long


def episodes(periods: pd.DataFrame, placed: pd.DataFrame, legal: pd.DataFrame) -> pd.DataFrame:
    """One row an episode: a stretch of a period with one placement and one legal status.

    Columns: period, start, end, placement (index of ``placed``), began (S, P, L, B, or with the
    same carers T, U), ceased.
    """
    stride = np.int64(1) << 32
    changes = np.concatenate([placed["period"] * stride + placed["start"],
                              legal["period"] * stride + legal["start"]])  # fmt: skip
    keys = np.unique(changes)
    period, start = keys // stride, keys % stride
    at_placement = (placed["period"] * stride + placed["start"]).to_numpy()
    at_legal = (legal["period"] * stride + legal["start"]).to_numpy()
    placement = np.searchsorted(at_placement, keys, side="right") - 1
    first = np.concatenate([[True], period[1:] != period[:-1]])
    moved, changed = np.isin(keys, at_placement), np.isin(keys, at_legal)
    last = np.concatenate([period[1:] != period[:-1], [True]])
    ends = periods["end"].to_numpy()[period]
    end = np.where(last, ends, np.concatenate([start[1:], [0]]))
    same = placed["same_carer"].to_numpy()[placement]
    both, alone = np.where(same, "U", "B"), np.where(same, "T", "P")
    began = np.where(first, "S", np.where(~moved, "L", np.where(changed, both, alone)))
    ceased = np.where(last, periods["care_reason"].to_numpy()[period], "X1")
    return pd.DataFrame(
        {"period": period, "start": start, "end": end, "placement": placement, "began": began,
         "ceased": ceased}
    )  # fmt: skip
