"""Plain counts of the council's journeys over any periods: what its published yearly figures and
the care rows of its workbook are made of, so that both agree with the case tables."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.protection import FIRST_REVIEW_MONTHS, NEXT_REVIEW_MONTHS
from data.sample.span import NEVER, WorkingDays, months_on
from data.sample.streams import Kind

RESIDENTIAL = ("K1", "K2", "R1", "R2", "R3", "S1")
HOMES = ("K1", "K2")
CONTACT_TO_REFERRAL = 10
WAYS_OUT = {
    "adopted": ("E11", "E12"),
    "guardianship": ("E45", "E46", "E47", "E48"),
    "arrangements": ("E41",),
}


def journey_tallies(
    rows: pd.DataFrame,
    calendar: WorkingDays,
    periods: list[tuple[int, int]],
    plans_known_from: int,
) -> dict[str, np.ndarray]:
    """Counts by name, one for each period (first and last day); open ones at its last day.

    An earlier plan makes a repeat plan where the extract holds it: where it had not ended by
    ``plans_known_from``.
    """
    day = {name: rows[name].to_numpy() for name in _DAYS}
    kind = rows["kind"].to_numpy()
    planned = day["plan_start"] < NEVER
    last_day = max(last for _, last in periods)
    events = _front_door_events(rows, day, calendar, last_day)
    events |= _conference_events(day, calendar)
    repeat = planned & _later_plan(rows, plans_known_from)
    long = planned & (day["plan_end"] >= anniversary(day["plan_start"], 2))
    events |= {
        "plans_started": day["plan_start"],
        "plans_repeat": _only(day["plan_start"], repeat),
        "plans_ended": day["plan_end"],
        "plans_ended_2_years": _only(day["plan_end"], long),
        "care_started": day["care_start"],
        "care_ended": day["care_end"],
    }
    for name, reasons in WAYS_OUT.items():
        events[name] = _only(day["care_end"], rows["care_reason"].isin(reasons).to_numpy())
    found = {name: _in_periods(days, periods) for name, days in events.items()}
    found["plans"] = _open_at(day["plan_start"], day["plan_end"], periods)
    found["care"] = _open_at(day["care_start"], day["care_end"], periods)
    found["cases"] = _open_at(day["referred"], day["closed"], periods)
    taken_on = _only(day["referred"], kind > Kind.NO_FURTHER_ACTION)
    found["need"] = _open_at(taken_on, day["closed"], periods)
    alone = kind == Kind.ASYLUM
    found["asylum"] = _open_at(_only(day["care_start"], alone), day["care_end"], periods)
    old = np.where(planned, anniversary(np.where(planned, day["plan_start"], 0), 2), NEVER)
    found["plans_2_years"] = _open_at(old, day["plan_end"], periods)
    return found


def _front_door_events(
    rows: pd.DataFrame, day: dict[str, np.ndarray], calendar: WorkingDays, last_day: int
) -> dict[str, np.ndarray]:
    """Assessments that had not started by ``last_day`` are not known yet."""
    kind = rows["kind"].to_numpy()
    taken = _elapsed(calendar, day["assessment_start"], day["assessment_end"])
    return {
        "referrals": day["referred"],
        "re_referrals": _only(day["referred"], _again_within_a_year(rows)),
        "no_further_action": _only(day["referred"], kind == Kind.NO_FURTHER_ACTION),
        "referrals_assessed": _only(
            day["referred"], (kind > Kind.NO_FURTHER_ACTION) & (day["assessment_start"] <= last_day)
        ),
        "assessments": day["assessment_end"],
        "assessments_in_45": _only(day["assessment_end"], taken <= 45),
        "enquiries": day["enquiry_start"],
    }


def _conference_events(day: dict[str, np.ndarray], calendar: WorkingDays) -> dict[str, np.ndarray]:
    """Conferences by working days since the enquiry began; those transferred in have none."""
    waited = _elapsed(calendar, day["enquiry_start"], day["conference"])
    bands = {"10": (0, 10), "15": (11, 15), "20": (16, 20), "21": (21, NEVER)}
    found = {"conferences": day["conference"]}
    found["timed_conferences"] = _only(day["conference"], waited >= 0)
    for name, (low, high) in bands.items():
        within = (waited >= low) & (waited <= high)
        found[f"conferences_{name}"] = _only(day["conference"], within)
    return found


_DAYS = ("referred", "closed", "assessment_start", "assessment_end", "enquiry_start", "conference",
         "plan_start", "plan_end", "care_start", "care_end")  # fmt: skip


def placement_tallies(
    stays: pd.DataFrame, placed: pd.DataFrame, periods: list[tuple[int, int]]
) -> dict[str, np.ndarray]:
    """Children in care at each period's end with three placements in the year to it, or living
    in residential homes, or far from home."""
    start, end = placed["start"].to_numpy(), placed["end"].to_numpy()
    period, child = placed["period"].to_numpy(), pd.factorize(stays["child"])[0]
    moves = ~np.isin(placed["type"], ("A3", "A5")) & ~placed["same_home"].to_numpy()
    types, provider = placed["type"].to_numpy(), placed["provider"].to_numpy()
    foster = np.isin(types, ("U1", "U2", "U3", "U4", "U5", "U6"))
    supported = np.isin(types, ("H5", "K3", "P2"))
    residential = np.isin(types, RESIDENTIAL)
    kinds = {
        "residential": residential,
        "homes": np.isin(types, HOMES),
        "far": placed["distance"].to_numpy() > 20,
        "foster_own": foster & (provider == "PR1"),
        "foster_other": foster & (provider != "PR1"),
        "supported": supported,
        "elsewhere": ~(foster | supported | residential),
    }
    found = {name: np.zeros(len(periods)) for name in ("three_placements", *kinds)}
    for each, (_, last) in enumerate(periods):
        open_stays = ((stays["start"] <= last) & (stays["end"] > last)).to_numpy()
        now = (start <= last) & (end > last)
        before = year_before(last)
        year = (start <= last) & (end > before) & (moves | (start <= before))
        counts = np.bincount(child[period[year]], minlength=child.max(initial=0) + 1)
        found["three_placements"][each] = (counts[child[open_stays]] >= 3).sum()
        for name, chosen in kinds.items():
            found[name][each] = (now & chosen).sum()
    return found


def year_before(month_end: int) -> int:
    """The end of the same month a year before."""
    next_month = np.datetime64(month_end + 1, "D").astype("datetime64[M]") - 12
    return int(next_month.astype("datetime64[D]").astype(np.int64)) - 1


def review_tallies(
    plans: pa.Table, reviews: pa.Table, last_day: int, periods: list[tuple[int, int]]
) -> dict[str, np.ndarray]:
    """Children at review conferences; and reviews by the period in which they fell due, with
    those of them held by then. One overdue at ``last_day`` is due and not held."""
    plan = _column(plans, "cppl_cp_plan_id")
    clocks = pd.DataFrame({"plan": plan, "since": _day_column(plans, "cppl_cp_plan_start_date")})
    clocks["due"] = months_on(clocks["since"].to_numpy(), FIRST_REVIEW_MONTHS)
    held = _day_column(reviews, "cppr_cp_review_date")
    later = pd.DataFrame({"plan": _column(reviews, "cppr_cp_plan_id"), "since": held})
    later["due"] = months_on(held, NEXT_REVIEW_MONTHS)
    clocks = pd.concat([clocks, later]).sort_values(["plan", "since"], kind="stable")
    following = clocks.groupby("plan")["since"].shift(-1, fill_value=NEVER).to_numpy()
    ends = pd.Series(_day_column(plans, "cppl_cp_plan_end_date"), plan)
    end, due = ends.reindex(clocks["plan"]).to_numpy(), clocks["due"].to_numpy()
    needed = (due <= last_day) & ((following < NEVER) | (end > due))
    return {
        "reviews": _in_periods(held, periods),
        "reviews_due": _in_periods(_only(due, needed), periods),
        "reviews_in_time": _in_periods(_only(due, needed & (following <= due)), periods),
    }


def assessment_tallies(
    assessments: pa.Table, calendar: WorkingDays, periods: list[tuple[int, int]]
) -> dict[str, np.ndarray]:
    """Assessments as the extract holds them: some of the last month's are not recorded yet."""
    end = _day_column(assessments, "cina_assessment_auth_date")
    taken = _elapsed(calendar, _day_column(assessments, "cina_assessment_start_date"), end)
    return {
        "assessments": _in_periods(end, periods),
        "assessments_in_45": _in_periods(_only(end, taken <= 45), periods),
    }


def contact_tallies(
    contacts: pa.Table, referrals: pa.Table, calendar: WorkingDays, periods: list[tuple[int, int]]
) -> dict[str, np.ndarray]:
    """Contacts, and those that a referral of the same child follows within ten working days."""
    child, _ = pd.factorize(
        np.concatenate([_column(contacts, "cont_person_id"), _column(referrals, "cine_person_id")])
    )
    day = _day_column(contacts, "cont_contact_date")
    referred = _day_column(referrals, "cine_referral_date")
    stride = np.int64(1) << 32
    known = np.sort(child[len(day) :] * stride + referred)
    at = child[: len(day)] * stride + day
    found = np.append(known, np.iinfo(np.int64).max)[np.searchsorted(known, at)]
    same = found // stride == at // stride
    waited = calendar.between(np.where(same, day, 0), np.where(same, found % stride, 0))
    return {
        "contacts": _in_periods(day, periods),
        "contacts_referred": _in_periods(
            _only(day, same & (waited <= CONTACT_TO_REFERRAL)), periods
        ),
    }


def _column(table: pa.Table, name: str) -> np.ndarray:
    return table[name].to_numpy()


def _day_column(table: pa.Table, name: str) -> np.ndarray:
    """A column of dates as day numbers, NEVER where blank."""
    return table[name].cast("int32").fill_null(NEVER).to_numpy().astype(np.int64)


def care_tallies(
    stays: pd.DataFrame, legal: pd.DataFrame, periods: list[tuple[int, int]]
) -> dict[str, np.ndarray]:
    """Children in care at each period's end by age, and those on interim care orders."""
    start, end, born = (stays[name].to_numpy() for name in ("start", "end", "born"))
    interim = legal[legal["status"] == "C1"]
    found = {
        "interim_orders": _open_at(interim["start"].to_numpy(), interim["end"].to_numpy(), periods)
    }
    for name, low, high in (("care_0_4", 0, 5), ("care_5_10", 5, 11), ("care_11", 11, 18)):
        first = np.maximum(start, anniversary(born, low)) if low else start
        last = np.minimum(end, anniversary(born, high)) if high < 18 else end
        found[name] = _open_at(first, last, periods)
    return found


def anniversary(days: np.ndarray, years: int) -> np.ndarray:
    """The same day of a later year; 28 February after a 29th."""
    return months_on(days, 12 * years)


def _again_within_a_year(rows: pd.DataFrame) -> np.ndarray:
    """Rows, in order of child and referral, within 12 months of the same child's one before."""
    child, day = rows["child"].to_numpy(), rows["referred"].to_numpy()
    same = np.concatenate([[False], child[1:] == child[:-1]])
    before = np.concatenate([[0], day[:-1]])
    return same & (day <= anniversary(before, 1))


def _later_plan(rows: pd.DataFrame, known_from: int) -> np.ndarray:
    """Whether the child had a plan, known of, before that of the row."""
    known = (rows["plan_start"] < NEVER) & (rows["plan_end"] >= known_from)
    planned = known.astype(int)
    return (planned.groupby(rows["child"]).cumsum() - planned).to_numpy() > 0


def _elapsed(calendar: WorkingDays, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Working days, -1 where either did not happen."""
    both = (first < NEVER) & (last < NEVER)
    taken = calendar.between(np.where(both, first, 0), np.where(both, last, 0))
    return np.where(both, taken, -1)


def _only(days: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    return np.where(chosen, days, NEVER)


def _in_periods(days: np.ndarray, periods: list[tuple[int, int]]) -> np.ndarray:
    ordered = np.sort(days)
    first, last = np.array(periods).T
    return np.searchsorted(ordered, last, "right") - np.searchsorted(ordered, first, "left")


def _open_at(start: np.ndarray, end: np.ndarray, periods: list[tuple[int, int]]) -> np.ndarray:
    """Begun by, and not ended by, the last day of each period."""
    happened = (start < NEVER) & (start < end)
    _, last = np.array(periods).T
    begun = np.searchsorted(np.sort(start[happened]), last, "right")
    return begun - np.searchsorted(np.sort(end[happened]), last, "right")
