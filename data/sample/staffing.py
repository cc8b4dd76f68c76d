"""Who holds the posts month by month: people start, move, are away and leave; agencies fill gaps.

Everything that is counted of the workforce is counted from these holdings.
"""

import numpy as np

from data.sample.establishment import REGISTERED, TITLES, WHOLE, Posts
from data.sample.holdings import (
    AGENCY,
    ASSIGNMENT_OVER,
    FIXED_TERM,
    LONG_SICK,
    MATERNITY,
    MOVED,
    NOBODY,
    PERMANENT,
    VACANT,
    holding,
)
from data.sample.sickness import Calendar, sick_half_days

WHY = ((1, 0.70), (2, 0.13), (3, 0.02), (4, 0.02), (5, 0.08), (6, 0.05))
FILLED = 0.888
COVERED = 0.785
NEWLY_QUALIFIED = 0.75
MATERNITIES, LONG_SICKNESSES = 0.0022, 0.0029
NEWEST = TITLES.index("Social Worker")


class Staffing:
    """The holders of ``posts``, moved on by ``after_month`` one month at a time.

    ``leaving`` is the yearly rate of leaving of each month in per cent; ``unrest`` how much a
    month's leavers stray from it.
    """

    def __init__(
        self,
        posts: Posts,
        calendar: Calendar,
        leaving: np.ndarray,
        unrest: float,
        rng: np.random.Generator,
    ) -> None:
        count = len(posts)
        self.posts, self.calendar, self.rng = posts, calendar, rng
        self.agreed, self.social, self.opened = posts.agreed, posts.social, posts.opened
        self.leaving, self.unrest = leaving, unrest
        self.people, self.owed, self.owing, self.cover = 0, 0.0, 0.0, COVERED
        self.staff = np.full(count, NOBODY)
        self.fte, self.start, self.kind = (np.zeros(count, dtype=np.int64) for _ in range(3))
        self.joined = np.zeros(count, dtype=np.int64)
        self.asye_until, self.vacated = np.full(count, -1), np.full(count, -2)
        self.away, self.away_until = (np.zeros(count, dtype=np.int64) for _ in range(2))
        self.pace = np.ones(count)
        self.agency, self.agency_start = np.full(count, NOBODY), np.zeros(count, dtype=np.int64)
        self.rate, self.agency_pace = np.zeros(count, dtype=np.int64), np.ones(count)
        self.ended: list[np.ndarray] = []
        self._fill_at_first()

    def after_month(self, month: int) -> np.ndarray:
        """HOLDING records: each holding at the month's end, and each that ended in the month."""
        self.ended = []
        self._leave(month)
        self._move(month)
        self._appoint(month)
        self._go_away_and_return(month)
        self._end_assignments(month)
        self._call_agencies(month)
        return self._holdings(month)

    def begin_to_list(self) -> None:
        """From here lists are kept: what came before is known from the starts in them alone."""
        self.joined = self.start.copy()

    def _fill_at_first(self) -> None:
        here = self.opened == 0
        filled = here & (self.agreed > 0) & (self.rng.random(len(here)) < FILLED - 0.02)
        places = np.flatnonzero(filled)
        earlier = self.calendar.first[0] - self.rng.exponential(1500, len(places)) - 40
        self._hire(places, self._early_in_month(earlier.astype(np.int64)), 0)
        self.asye_until[places] = -1

    def _early_in_month(self, days: np.ndarray) -> np.ndarray:
        """A working day among the first of the same month."""
        month = days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
        drawn = month.astype(np.int64) + self.rng.integers(0, 20, len(days))
        return self.calendar.days.on_or_after(drawn)

    def _late(self, month: int, count: int) -> np.ndarray:
        """Days on which people leave: many on the month's last working day."""
        first, last = self.calendar.first[month], self.calendar.last[month]
        days = first + self.rng.integers(4, last - first + 1, count)
        days = np.where(self.rng.random(count) < 0.4, last, days)
        return np.minimum(self.calendar.days.on_or_after(days), last)

    def _hire(self, places: np.ndarray, start: np.ndarray, month: int) -> None:
        count, rng = len(places), self.rng
        self.staff[places] = self.people + np.arange(count)
        self.people += count
        agreed = np.where(self.agreed[places] > 0, self.agreed[places], WHOLE)
        fewer = (agreed >= 8) & (rng.random(count) < 0.05)
        self.fte[places] = agreed - 2 * fewer
        self.start[places] = self.joined[places] = start
        self.kind[places] = np.where(rng.random(count) < 0.05, FIXED_TERM, PERMANENT)
        new = (rng.random(count) < NEWLY_QUALIFIED) & (self.posts.title[places] == NEWEST)
        self.asye_until[places] = np.where(new, month + 12, -1)
        self.away[places] = 0
        self.pace[places] = np.exp(rng.normal(0, 0.17, count))

    def _free(self, places: np.ndarray, end: np.ndarray, reason: np.ndarray, month: int) -> None:
        """Note the holdings of ``places`` as ended and leave them vacant."""
        self.ended.append(
            holding(
                places,
                staff=self.staff[places],
                fte=self.fte[places],
                kind=self.kind[places],
                start=self.start[places],
                end=end,
                reason=reason,
                asye=self.asye_until[places] > month,
            )
        )
        self.staff[places] = NOBODY
        self.vacated[places], self.away[places] = month, 0

    def _settled(self, month: int) -> np.ndarray:
        """Places whose holder began at least two months ago."""
        return (self.staff >= 0) & (self.start < self.calendar.first[month] - 60)

    def _leave(self, month: int) -> None:
        rng, present = self.rng, self.social & (self.staff >= 0)
        self.owed += self.fte[present].sum() * self.leaving[month] / 1200
        self.owed += rng.normal(0, self.unrest)
        could = rng.permutation(np.flatnonzero(self._settled(month) & self.social))
        leavers = could[np.cumsum(self.fte[could]) <= self.owed]
        self.owed -= self.fte[leavers].sum()
        others = self._settled(month) & ~self.social & (rng.random(len(self.staff)) < 0.009)
        leavers = np.concatenate([leavers, np.flatnonzero(others)])
        reasons, shares = zip(*WHY, strict=True)
        why = rng.choice(reasons, size=len(leavers), p=shares)
        self._free(leavers, self._late(month, len(leavers)), why, month)

    def _vacant(self, month: int) -> np.ndarray:
        """Agreed places empty since before this month, in random order."""
        empty = (self.staff < 0) & (self.vacated < month) & (self.opened <= month)
        return self.rng.permutation(np.flatnonzero(empty & (self.agreed > 0)))

    def _move(self, month: int) -> None:
        """A few social workers take a vacant post of the same kind in the council."""
        rng = self.rng
        settled = self._settled(month) & self.social & (self.away == 0) & (self.posts.second == 0)
        wanted = rng.poisson(0.003 * settled.sum())
        vacant = self._vacant(month)
        vacant = vacant[self.social[vacant] & (self.posts.second[vacant] == 0)]
        for holds in (True, False):
            old = rng.permutation(np.flatnonzero(settled & (self.posts.holds == holds)))
            new = vacant[self.posts.holds[vacant] == holds]
            count = min(len(old), len(new), round(wanted * (0.75 if holds else 0.25)))
            self._transfer(old[:count], new[:count], month)

    def _transfer(self, old: np.ndarray, new: np.ndarray, month: int) -> None:
        first = self.calendar.first[month]
        start = self.calendar.days.on_or_after(first + self.rng.integers(7, 20, len(old)))
        person, newly = self.staff[old].copy(), self.asye_until[old].copy()
        pace, kind, joined = self.pace[old].copy(), self.kind[old].copy(), self.joined[old].copy()
        self._free(old, start - 1, np.full(len(old), MOVED), month)
        self.staff[new], self.start[new], self.joined[new] = person, start, joined
        self.asye_until[new], self.pace[new], self.kind[new] = newly, pace, kind
        self.fte[new], self.away[new] = self.agreed[new], 0

    def _appoint(self, month: int) -> None:
        """New people for vacant posts: the more, the more are vacant."""
        rng, present = self.rng, self.social & (self.staff >= 0)
        agreed = self.agreed[self.social & (self.opened <= month)].sum()
        gap = FILLED * agreed - self.fte[present].sum()
        self.owing = max(-30.0, self.owing + 0.28 * gap + rng.normal(0, 2 * self.unrest))
        vacant = self._vacant(month)
        social = vacant[self.social[vacant]]
        chosen = social[np.cumsum(self.agreed[social]) <= self.owing]
        self.owing = min(self.owing - self.agreed[chosen].sum(), 10.0)
        others = vacant[~self.social[vacant]]
        others = others[rng.random(len(others)) < 0.22]
        beyond = (self.agreed == 0) & (self.staff < 0) & (rng.random(len(self.agreed)) < 0.02)
        beyond &= self.vacated < month
        places = np.concatenate([chosen, others, np.flatnonzero(beyond)])
        first = np.full(len(places), self.calendar.first[month])
        self._hire(places, self._early_in_month(first), month)

    def _go_away_and_return(self, month: int) -> None:
        rng, count = self.rng, len(self.staff)
        self.away[(self.away > 0) & (self.away_until <= month)] = 0
        here = self._settled(month) & (self.away == 0)
        drawn = rng.random(count)
        mothers = here & (drawn < MATERNITIES)
        ill = here & ~mothers & (drawn < MATERNITIES + LONG_SICKNESSES)
        self.away[mothers], self.away[ill] = MATERNITY, LONG_SICK
        lasting = np.where(mothers, rng.integers(9, 13, count), rng.integers(2, 7, count))
        self.away_until = np.where(mothers | ill, month + lasting, self.away_until)

    def _end_assignments(self, month: int) -> None:
        """Agency workers go where a post is filled, where its holder is back, and by themselves."""
        needed = (self.staff < 0) | (self.away > 0)
        tired = self.rng.random(len(needed)) < 0.09
        gone = np.flatnonzero((self.agency >= 0) & (~needed | tired))
        self.ended.append(
            holding(
                gone,
                staff=self.agency[gone],
                fte=self._agency_fte()[gone],
                kind=AGENCY,
                start=self.agency_start[gone],
                end=self._late(month, len(gone)),
                reason=ASSIGNMENT_OVER,
                rate=self.rate[gone],
            )
        )
        self.agency[gone] = NOBODY
        self.vacated[gone] = month

    def _agency_fte(self) -> np.ndarray:
        return np.where(self.staff < 0, self.agreed, self.fte)

    def _call_agencies(self, month: int) -> None:
        """Agency workers for as many of the vacant posts as is usual, those with cases first, and
        for some of the holders who are away."""
        rng = self.rng
        self.cover += 0.2 * (COVERED - self.cover) + rng.normal(0, 0.015)
        vacant = (self.staff < 0) & self.social & (self.agreed > 0) & (self.opened <= month)
        present = self.social & (self.staff >= 0)
        agreed = self.agreed[self.social & (self.opened <= month)].sum()
        wanted = self.cover * max(0, agreed - self.fte[present].sum())
        wanted -= self.agreed[vacant & (self.agency >= 0)].sum()
        free = np.flatnonzero(vacant & (self.agency < 0) & (self.vacated < month))
        order = np.argsort(rng.random(len(free)) + 0.8 * ~self.posts.holds[free])
        chosen = free[order]
        chosen = chosen[np.cumsum(self.agreed[chosen]) <= wanted]
        away = (self.away > 0) & (self.agency < 0) & self.social & (self.vacated < month)
        away &= rng.random(len(away)) < 0.5
        self._engage(np.concatenate([chosen, np.flatnonzero(away)]), month)

    def _engage(self, places: np.ndarray, month: int) -> None:
        count, rng = len(places), self.rng
        self.agency[places] = self.people + np.arange(count)
        self.people += count
        self.agency_start[places] = self._early_in_month(np.full(count, self.calendar.first[month]))
        usual = np.array(list(REGISTERED.values()))[self.posts.title[places]]
        self.rate[places] = np.round(
            usual * self.calendar.price[month] * np.exp(rng.normal(0, 0.05, count))
        )
        self.agency_pace[places] = np.exp(rng.normal(0, 0.15, count))

    def _holdings(self, month: int) -> np.ndarray:
        held = np.flatnonzero(self.staff >= 0)
        sick = sick_half_days(self.calendar, month, self.fte[held], self.away[held], self.rng)
        empty = (self.staff < 0) & (self.agency < 0) & (self.agreed > 0) & (self.opened <= month)
        covered = np.flatnonzero(self.agency >= 0)
        vacant = np.flatnonzero(empty)
        here = holding(
            held, staff=self.staff[held], fte=self.fte[held], agreed=self.agreed[held],
            kind=self.kind[held], start=self.start[held], joined=self.joined[held],
            asye=self.asye_until[held] > month, away=self.away[held],
            sick=sick, pace=self._pace(held, month),
            ready=self.away[held] == 0,
        )  # fmt: skip
        agency = holding(
            covered, staff=self.agency[covered], fte=self._agency_fte()[covered],
            agreed=np.where(self.staff[covered] < 0, self.agreed[covered], 0), kind=AGENCY,
            start=self.agency_start[covered], rate=self.rate[covered],
            pace=self.agency_pace[covered], ready=True,
        )  # fmt: skip
        nobody = holding(vacant, agreed=self.agreed[vacant], kind=VACANT)
        rows = np.concatenate([here, nobody, agency, *self.ended])
        return rows[np.lexsort((rows["kind"], rows["end"], rows["place"]))]

    def _pace(self, held: np.ndarray, month: int) -> np.ndarray:
        """Fewer cases in the assessed year, and in the month of starting."""
        begun = self.start[held] >= self.calendar.first[month]
        pace = self.pace[held] * np.where(self.asye_until[held] > month, 0.72, 1.0)
        return pace * np.where(begun, 0.6, 1.0)
