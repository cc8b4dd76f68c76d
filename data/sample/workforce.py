"""The council's social workers month by month, counted from who holds which post."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.sample.establishment import CASE_TEAMS, WHOLE, Posts, posts_of
from data.sample.holdings import AGENCY, MOVED, NO_DAY
from data.sample.population import financial_year_start
from data.sample.sickness import Calendar
from data.sample.span import Span, WorkingDays, day_number, months_between
from data.sample.staffing import Staffing
from data.sample.stories import Stories
from data.sample.tallies import year_before

UNREST = 2.5
PAY_RISE = 0.03
ADVISER_CASES = 21
UNALLOCATED = 0.004


@dataclass
class Workforce:
    """``months`` has the holdings of each month from the front door's first, as Staffing gives
    them; ``people`` is the number of all who ever held a post."""

    posts: Posts
    calendar: Calendar
    months: list[np.ndarray]
    people: int


def workforce(span: Span, stories: Stories, scale: float, seed: int) -> Workforce:
    """Who held which post in every month from the front door's first to the last."""
    rng = np.random.default_rng([seed, 4])
    months = months_between(span.front_door_start, span.end)
    calendar = _calendar(months, span)
    aprils = [each for each, month in enumerate(months) if month.month == 4 and each]
    posts = posts_of(scale, aprils, rng)
    leaving = np.array([_leaving(month, stories) for month in months])
    staffing = Staffing(posts, calendar, leaving, UNREST * scale**0.5, rng)
    held = []
    for each, month in enumerate(months):
        if month == span.start:
            staffing.begin_to_list()
        held.append(staffing.after_month(each))
    return Workforce(posts, calendar, held, staffing.people)


def _calendar(months: list[date], span: Span) -> Calendar:
    first = np.array([day_number(month) for month in months])
    last = np.append(first[1:] - 1, span.last_day)
    days = WorkingDays(months[0], span.end)
    now = financial_year_start(span.end)
    price = [(1 + PAY_RISE) ** (financial_year_start(month) - now) for month in months]
    return Calendar(
        first,
        last,
        np.array([month.month for month in months]),
        days.between(first - 1, last),
        np.array(price),
        days,
    )


def _leaving(month: date, stories: Stories) -> float:
    """The yearly rate of leaving in per cent; the planted step is a step of the months' rate."""
    story = stories.turnover_step
    return story.during if month >= story.first.replace(day=1) else story.usual


def allocated(force: Workforce, cases: np.ndarray, seed: int) -> tuple[list[np.ndarray], list[int]]:
    """Of each month the cases of every holding, and the number without a worker.

    ``cases`` are the open cases at the months' ends: all are a social worker's but those without a
    worker. Personal advisers have their young people besides.
    """
    rng = np.random.default_rng([seed, 5])
    loads, waiting = [], []
    for held, wanted in zip(force.months, np.round(cases).astype(int), strict=True):
        holder = holders(force.posts, held)
        place = held["place"]
        social = holder & (force.posts.social[place])
        left = min(int(rng.poisson(max(1.0, wanted * UNALLOCATED))), int(wanted))
        left = left if social.any() else int(wanted)
        weight = held["fte"] * held["pace"].astype(float)
        load = _shared(int(wanted) - left, np.where(social, weight, 0.0))
        adviser = holder & ~social
        load[adviser] = np.round(ADVISER_CASES * weight[adviser] / WHOLE)
        loads.append(load)
        waiting.append(left)
    return loads, waiting


def holders(posts: Posts, held: np.ndarray) -> np.ndarray:
    """The holdings that can have cases at the month's end."""
    there = (held["end"] == NO_DAY) & held["ready"]
    return there & posts.holds[held["place"]]


def _shared(total: int, weight: np.ndarray) -> np.ndarray:
    """``total`` shared out in whole numbers in proportion to ``weight``."""
    if not weight.sum():
        return np.zeros(len(weight), dtype=np.int64)
    exact = total * weight / weight.sum()
    whole = np.floor(exact).astype(np.int64)
    first = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[first] += 1
    return whole


def workforce_months(force: Workforce, loads: list[np.ndarray], waiting: list[int]) -> pd.DataFrame:
    """One row a month from the front door's first, by ``month`` (its first day); social workers
    only, all FTE.

    Columns: establishment, in_post, starters, leavers, vacancies, agency, agency_cover,
    case_holders, cases, days_lost, days_available, newly_qualified, under_a_year, unallocated,
    agency_month (pounds).
    """
    rows = [
        _month(force, each, loads[each]) | {"unallocated": waiting[each]}
        for each in range(len(force.months))
    ]
    return pd.DataFrame(rows)


def _month(force: Workforce, each: int, load: np.ndarray) -> dict:
    held, calendar = force.months[each], force.calendar
    social = force.posts.social[held["place"]]
    held, load = held[social], load[social]
    fte, kind, start = held["fte"].astype(np.int64), held["kind"], held["start"]
    ended = held["end"] != NO_DAY
    agency = (kind == AGENCY) & ~ended
    post = (kind < AGENCY) & ~ended
    left = (kind < AGENCY) & ended & (held["reason"] != MOVED)
    agreed = held["agreed"]
    in_post, establishment = fte[post].sum(), agreed.sum()
    vacancy, covered = _vacancies(force, held, np.where(post, fte, 0), np.where(agency, fte, 0))
    working = int(calendar.working[each])
    recent = held["joined"] > year_before(int(calendar.last[each]))
    sums = {
        "establishment": establishment,
        "in_post": in_post,
        "starters": fte[post & (start >= calendar.first[each])].sum(),
        "leavers": fte[left].sum(),
        "vacancies": vacancy,
        "agency": fte[agency].sum(),
        "agency_cover": covered,
        "case_holders": fte[load > 0].sum(),
        "newly_qualified": fte[post & held["asye"]].sum(),
        "under_a_year": fte[post & recent].sum(),
    }
    return {
        "month": date.fromordinal(int(calendar.first[each]) + date(1970, 1, 1).toordinal()),
        **{name: float(tenths) / WHOLE for name, tenths in sums.items()},
        "cases": int(load.sum()),
        "days_lost": float(held["sick"].sum()) / 2,
        "days_available": float(in_post * working) / WHOLE,
        "agency_month": float((held["rate"] * fte)[agency].sum()) * working / WHOLE,
    }


def _vacancies(
    force: Workforce, held: np.ndarray, filled: np.ndarray, agency: np.ndarray
) -> tuple[int, int]:
    """What is vacant, post by post, and what of it agency workers in the same post cover. A post
    with a holder too many hides no vacancy of another."""
    post = force.posts.number[held["place"]] - force.posts.number[0]
    agreed, filled, agency = (np.bincount(post, each) for each in (held["agreed"], filled, agency))
    vacant = np.maximum(agreed - filled, 0)
    return int(vacant.sum()), int(np.minimum(vacant, agency).sum())


def rolling_turnover(months: pd.DataFrame) -> pd.Series:
    """Leavers of twelve months over staff in post at their end, per cent; blank before twelve."""
    return 100 * months["leavers"].rolling(12).sum() / months["in_post"]


def rolling_absence(months: pd.DataFrame) -> pd.Series:
    """Days lost in twelve months over days available, per cent."""
    return 100 * months["days_lost"].rolling(12).sum() / months["days_available"].rolling(12).sum()


class Rosters:
    """Who could take up a case of a team in a month: the numbers of its case holders."""

    def __init__(self, force: Workforce) -> None:
        self._first = force.calendar.first
        self._start = np.zeros((len(force.months), len(CASE_TEAMS)), dtype=np.int64)
        self._size, found, reach = np.ones_like(self._start), [], 0
        for each, held in enumerate(force.months):
            place = held["place"]
            known = holders(force.posts, held) & (force.posts.social[place])
            staff, team = held["staff"][known], force.posts.team[place[known]]
            everyone = staff if len(staff) else np.zeros(1, dtype=np.int64)
            for number in range(len(CASE_TEAMS)):
                mine = staff[team == number]
                mine = mine if len(mine) else everyone
                found.append(mine)
                self._start[each, number], self._size[each, number] = reach, len(mine)
                reach += len(mine)
        self._staff = np.concatenate(found)

    def worker(self, team: np.ndarray, event: np.ndarray, day: np.ndarray) -> np.ndarray:
        """The person of a team (T01 …) who took up an event on a day, by number."""
        number = np.char.lstrip(np.asarray(team).astype("U3"), "T0").astype(np.int64) - 1
        month = np.searchsorted(self._first, np.asarray(day), "right").clip(1) - 1
        at = self._start[month, number] + np.asarray(event) % self._size[month, number]
        return self._staff[at]


def last_held(force: Workforce) -> dict[str, np.ndarray]:
    """By person: the place, FTE and kind that each had last."""
    last = {name: np.zeros(force.people, dtype=np.int64) for name in ("place", "fte", "kind")}
    for held in force.months:
        person = held["staff"]
        # Whoever moved within the month has a holding that ended and one that goes on.
        for now in (held["end"] != NO_DAY, held["end"] == NO_DAY):
            known = now & (person >= 0)
            for name, values in last.items():
                values[person[known]] = held[name][known]
    return last
