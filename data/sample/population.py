"""The invented council's children, in families: everyone who could come to notice."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.sample.span import YEAR, Span, day_number

CHILDREN_AT_SCALE_1 = 72_000
SIBLING_SHARES = (0.42, 0.33, 0.16, 0.06, 0.03)
UNBORN_NOTICE_DAYS = 140

ETHNICITY_SHARES = {
    "WBRI": 0.735, "WOTH": 0.055, "WIRI": 0.003, "WIRT": 0.002, "WROM": 0.006,
    "MWBC": 0.028, "MWBA": 0.010, "MWAS": 0.014, "MOTH": 0.019,
    "AIND": 0.022, "APKN": 0.030, "ABAN": 0.010, "AOTH": 0.014, "CHNE": 0.003,
    "BCRB": 0.007, "BAFR": 0.022, "BOTH": 0.006, "OOTH": 0.014,
}  # fmt: skip


@dataclass(frozen=True)
class Children:
    """One row a child, in order of birth. ``reach`` is the running sum of ``weight``.

    ``weight`` is how likely the child's family is to come to notice; ``family`` numbers families,
    whose children are ``members[first_member[f] : first_member[f + 1]]``.
    """

    born: np.ndarray
    sex: np.ndarray
    ethnicity: np.ndarray
    disabled: np.ndarray
    family: np.ndarray
    weight: np.ndarray
    reach: np.ndarray
    members: np.ndarray
    first_member: np.ndarray

    def families_of(self, child: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All children of each child's family: whose it is (position in ``child``), and who."""
        family = self.family[child]
        first = self.first_member[family]
        sizes = self.first_member[family + 1] - first
        whose = np.repeat(np.arange(len(child)), sizes)
        within = np.arange(len(whose)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return whose, self.members[np.repeat(first, sizes) + within]

    def __len__(self) -> int:
        return len(self.born)


def children_of(span: Span, scale: float, rng: np.random.Generator) -> Children:
    """All children under 18 at any time of the span, born or about to be at its end."""
    first_born = day_number(span.front_door_start) - int(18 * YEAR)
    last_born = span.last_day + UNBORN_NOTICE_DAYS
    wanted = CHILDREN_AT_SCALE_1 * scale * (last_born - first_born) / (18 * YEAR)
    mean_size = sum(size * share for size, share in enumerate(SIBLING_SHARES, 1))
    families = max(int(wanted / mean_size), 40)
    sizes = rng.choice(np.arange(1, 6), size=families, p=SIBLING_SHARES)
    family = np.repeat(np.arange(families), sizes)
    born = _births(family, sizes, first_born, last_born, rng)
    weight = rng.gamma(0.75, 1.0, size=families) + 0.02
    codes = np.array(list(ETHNICITY_SHARES))
    shares = np.array(list(ETHNICITY_SHARES.values()))
    ethnic = rng.choice(len(codes), size=families, p=shares / shares.sum())
    order = np.argsort(born, kind="stable")
    family = family[order]
    members = np.argsort(family, kind="stable")
    return Children(
        born=born[order],
        sex=np.where(rng.random(len(order)) < 0.512, "M", "F"),
        ethnicity=codes[ethnic][family],
        disabled=rng.random(len(order)) < 0.05,
        family=family,
        weight=weight[family],
        reach=np.cumsum(weight[family]),
        members=members,
        first_member=np.searchsorted(family[members], np.arange(families + 1)),
    )


def _births(
    family: np.ndarray, sizes: np.ndarray, first: int, last: int, rng: np.random.Generator
) -> np.ndarray:
    """Days of birth: the eldest at random, each next 1 to 5 years on, wrapped into the span.

    Twins are one birth in forty.
    """
    gaps = rng.gamma(4.0, 250.0, size=len(family)) + 300
    gaps[rng.random(len(family)) < 0.025] = 0
    eldest = np.concatenate([[True], family[1:] != family[:-1]])
    gaps[eldest] = 0
    since = np.cumsum(gaps)
    since -= np.repeat(since[eldest], sizes)
    start = np.repeat(rng.uniform(first, last, size=len(sizes)), sizes)
    return (first + (start + since - first) % (last - first)).astype(np.int64)


def child_near_age(
    children: Children, days: np.ndarray, ages: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """For each day a child near that age (in years, below 0 unborn), likelier where in difficulty.

    -1 where no child of the council's was born so long ago.
    """
    centre = days - (ages * YEAR).astype(np.int64)
    low = np.searchsorted(children.born, centre - 45)
    high = np.searchsorted(children.born, centre + 45, side="right")
    reach = np.concatenate([[0.0], children.reach])
    at = reach[low] + rng.random(len(days)) * (reach[high] - reach[low])
    found = np.searchsorted(children.reach, at, side="right")
    found = np.minimum(found, np.maximum(high - 1, low))
    return np.where((high > low) & (found < len(children)), found, -1)


def population_estimates(span: Span, scale: float) -> dict[int, int]:
    """Children aged 0-17 at each mid-year, slowly growing, to the last one published."""
    last = span.end.year - 1 if (span.end.month, span.end.day) >= (7, 31) else span.end.year - 2
    years = range(2012, last + 1)
    base = CHILDREN_AT_SCALE_1 * scale
    return {year: round(base * (1 + 0.0028 * (year - last))) for year in years}


def financial_year_start(day: date) -> int:
    """The calendar year in which the financial year of ``day`` began."""
    return day.year if day.month >= 4 else day.year - 1
