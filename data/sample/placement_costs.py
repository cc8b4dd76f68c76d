"""What each placement costs a week: one row a placement open at a month's end.

The spending of the placements' budget lines, and the workbook's row, are sums of these rows.
"""

import zlib
from datetime import date

import numpy as np
import pyarrow as pa

from data.sample.care_tables import InCare, placement_ids
from data.sample.cells import Cut, Table, days, texts
from data.sample.population import financial_year_start
from data.sample.span import YEAR
from data.sample.stories import RESIDENTIAL_URNS, RESIDENTIAL_WEEKLY_COSTS

INFLATION = 0.052
(OWN_FOSTERING, AGENCY_FOSTERING, HOMES, OWN_HOMES, SUPPORTED, SECURE, OTHER) = SERVICE_TYPES = (
    "In-house fostering", "Independent fostering agency", "External residential",
    "In-house residential", "Supported accommodation", "Secure and welfare", "Other placements",
)  # fmt: skip
# Pounds a week in the last financial year of the sample, and how far they spread (log).
WEEKLY = {
    OWN_FOSTERING: (530, 0.16), AGENCY_FOSTERING: (1_050, 0.12), HOMES: (5_600, 0.20),
    OWN_HOMES: (4_950, 0.08), SUPPORTED: (1_260, 0.32), SECURE: (8_900, 0.07), OTHER: (135, 0.40),
}  # fmt: skip
# Older children's placements cost more: below each bound in years, against the usual price.
AGES = ((5, 0.90), (11, 0.98), (16, 1.03), (99, 1.07))
RESIDENTIAL = ("K2", "R1", "R2", "R3", "S1")
SECURE_TYPES = ("K1", "R5")
SUPPORTED_TYPES = ("H5", "K3", "P2")
COUNCIL = "Wayshire Council"
AGENCIES = ("Larkmeadow Fostering", "Beacon Lane Fostering", "Hearthside Carers",
            "Three Rivers Fostering", "Open Gate Fostering")  # fmt: skip
COMPANIES = ("Rowanfield Homes", "Kestrel House Care", "Northlight Children's Homes",
             "Wharfside Residential", "Millstone Care", "Ashgrove Therapeutic Homes",
             "Saltmarsh Care", "Fernhollow Homes")  # fmt: skip
SUPPORTERS = ("Doorway Supported Living", "Stepstone Housing", "Harbour Young People",
              "Next Key", "Firstlight Lodgings")  # fmt: skip
NONE_NAMED = "Carers and parents"


def placement_cost_table(
    cut: Cut, cared: InCare, month_ends: list[int], prices: np.ndarray, rng: np.random.Generator
) -> Table:
    """One row a placement open at each of ``month_ends``; whole pounds a week.

    ``prices`` are the months' against the last financial year's.
    """
    placed, stays = cared.placed, cared.stays
    start, end = placed["start"].to_numpy(), placed["end"].to_numpy()
    stay = placed["period"].to_numpy().astype(np.int64)
    kind = service_types(placed["type"].to_numpy(), placed["provider"].to_numpy())
    dear = _planted(placed["urn"].to_numpy())
    usual = _usual(kind, len(placed), rng)
    health, education = _contributions(kind, dear > 0, rng)
    born = stays["born"].to_numpy()[stay]
    found = [np.flatnonzero((start <= day) & (end > day)) for day in month_ends]
    month = np.repeat(np.arange(len(found)), [len(each) for each in found])
    at, day = np.concatenate(found), np.array(month_ends)[month]
    aged = usual[at] * prices[month] * _age_factor((day - born[at]) / YEAR)
    weekly = np.where(dear[at] > 0, dear[at], np.round(aged)).astype(np.int64)
    names = np.array(SERVICE_TYPES)
    person = cut.person(stays["child"].to_numpy()).take(pa.array(stay[at]))
    return pa.table(
        {
            "As At": days(day),
            "Child ID": person,
            "Placement ID": placement_ids(cut, at),
            "Service Type": texts(names[kind[at]]),
            "Provider": texts(_providers(kind, placed["urn"].to_numpy(), rng)[at]),
            "Placement start date": days(start[at]),
            "Total weekly cost": pa.array(weekly),
            "Contribution from Health": _share(weekly, health[at]),
            "Contribution from Education": _share(weekly, education[at]),
        }
    )


def service_types(types: np.ndarray, provider: np.ndarray) -> np.ndarray:
    """Positions in SERVICE_TYPES of placements' codes and providers."""
    own, types = provider == "PR1", types.astype("U2")
    fostered = np.char.startswith(types, "U")
    residential = np.isin(types, RESIDENTIAL)
    chosen = [fostered & own, fostered, residential & ~own, residential,
              np.isin(types, SUPPORTED_TYPES), np.isin(types, SECURE_TYPES)]  # fmt: skip
    return np.select(chosen, range(len(chosen)), SERVICE_TYPES.index(OTHER))


def prices(month_ends: list[date], end: date) -> np.ndarray:
    """What a placement costs in each month against the last financial year's."""
    now = financial_year_start(end)
    return np.array([(1 + INFLATION) ** (financial_year_start(day) - now) for day in month_ends])


def _planted(urn: np.ndarray) -> np.ndarray:
    """The weekly cost of the planted placements, 0 for all others."""
    cost = np.zeros(len(urn), dtype=np.int64)
    for planted, weekly in zip(RESIDENTIAL_URNS, RESIDENTIAL_WEEKLY_COSTS, strict=True):
        cost[urn == planted] = weekly
    return cost


def _usual(kind: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    level, spread = np.array([WEEKLY[name] for name in SERVICE_TYPES]).T
    drawn = rng.normal(0, 1, count)
    return level[kind] * np.exp(drawn * spread[kind] - spread[kind] ** 2 / 2)


def _age_factor(age: np.ndarray) -> np.ndarray:
    bounds, factors = np.array(AGES).T
    return factors[np.searchsorted(bounds, age, "right").clip(max=len(factors) - 1)]


def _contributions(
    kind: np.ndarray, planted: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The shares of the cost that health and education pay: for some children in homes."""
    homes = (kind == SERVICE_TYPES.index(HOMES)) & ~planted
    drawn = rng.random(len(kind))
    health = np.where(homes & (drawn < 0.12), 0.30, 0.0)
    education = np.where(homes & (drawn > 0.74), 0.18, 0.0)
    return health, education


def _share(weekly: np.ndarray, share: np.ndarray) -> pa.Array:
    return pa.array(np.round(weekly * share).astype(np.int64))


def _providers(kind: np.ndarray, urn: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Who provides each placement: a home is always the same company's."""
    drawn = rng.integers(0, 1 << 20, len(kind))
    home = np.array([zlib.crc32(each.encode()) for each in urn.tolist()], dtype=np.int64)

    def one_of(names: tuple[str, ...], number: np.ndarray) -> np.ndarray:
        return np.array(names)[number % len(names)]

    known = {
        OWN_FOSTERING: np.full(len(kind), COUNCIL),
        AGENCY_FOSTERING: one_of(AGENCIES, drawn),
        HOMES: one_of(COMPANIES, home),
        OWN_HOMES: np.full(len(kind), COUNCIL),
        SUPPORTED: one_of(SUPPORTERS, drawn),
        SECURE: one_of(("Stonegate Secure Unit", "Youth Custody Service"), drawn),
    }
    chosen = [kind == SERVICE_TYPES.index(name) for name in known]
    return np.select(chosen, list(known.values()), NONE_NAMED)


def cost_tallies(costs: Table, month_ends: list[int]) -> dict[str, np.ndarray]:
    """Pounds a week and placements by service type at each month's end: ``cost <type>`` and
    ``placed <type>``."""
    month = np.searchsorted(month_ends, np.asarray(costs["As At"].cast("int32")))
    weekly = costs["Total weekly cost"].to_numpy()
    kinds = costs["Service Type"].to_numpy().astype("U40")
    found = {}
    for name in SERVICE_TYPES:
        mine = kinds == name
        found[f"cost {name}"] = np.bincount(month[mine], weekly[mine], len(month_ends))
        found[f"placed {name}"] = np.bincount(month[mine], minlength=len(month_ends))
    return found
