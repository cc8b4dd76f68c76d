"""A small generation built by hand, for tests of trends and of figures out."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from data.areas import Area
from data.database import Connection, connect
from data.rebases import Rebase
from data.settings import Settings
from data.tables import OBSERVATION, TABLES, create_table
from queries.catalogue import Indicator, Published
from queries.remembered import Remembered

OWN = "908"
NEIGHBOURS = tuple(str(number) for number in range(801, 811))
REGION = "E12000009"
ENGLAND = "E92000001"
ELSEWHERE = "E12000008"

INDICATORS = MappingProxyType(
    {
        indicator.slug: indicator
        for indicator in (
            Indicator(
                slug=slug,
                theme="child_protection",
                title=f"{short} of children",
                short=short,
                definition="A definition long enough to be one.",
                why="A reason that is long enough to be one.",
                numerator="things that count",
                denominator="things",
                units=units,
                windows=windows,
                better=better,
                order=1,
                splits=("age",),
                disclosure="children",
                published_as="What is published",
                published=(Published(unit=units[0], window="a", measure="shape/name"),),
            )
            for slug, short, units, windows, better in (
                ("reviews", "Reviews on time", ("percent", "count"), ("m", "r"), "higher"),
                ("reviews_year", "Reviews this year", ("percent",), ("r", "m"), "higher"),
                ("repeats", "Repeat plans", ("percent", "count"), ("r", "m"), "neither"),
                ("plans", "Children on plans", ("count", "per_10000"), ("e",), "neither"),
                ("turnover", "Turnover", ("percent",), ("r",), "lower"),
                ("referrals", "Referrals", ("count", "per_10000"), ("m", "r"), "neither"),
            )
        )
    }
)


def month_ends(first: str, count: int) -> list[date]:
    """``count`` month ends from the month ``first`` (2015-04)."""
    year, month = map(int, first.split("-"))
    months = range(year * 12 + month - 1, year * 12 + month - 1 + count)
    return [date(n // 12, n % 12 + 1, monthrange(n // 12, n % 12 + 1)[1]) for n in months]


@dataclass
class HandBuilt:
    """What get_trend needs of a store. Neighbours 801-810 (model 2025) of council 908."""

    connection: Connection = field(default_factory=connect)
    settings: Settings = field(default_factory=lambda: Settings.model_validate({}))
    generation: str = "20260101T000000"
    rebases: dict[str, tuple[Rebase, ...]] = field(default_factory=dict)
    council: Area = field(
        default_factory=lambda: Area(OWN, "Cornwall", "council", "E06000052", REGION)
    )

    def __post_init__(self) -> None:
        create_table(self.connection, "observation", OBSERVATION)
        for name in ("target", "neighbour", "area", "population", "typed_comparator"):
            create_table(self.connection, name, TABLES[name])
        self.areas(
            (OWN, "E06000052", "Cornwall", "council", REGION),
            (REGION, REGION, "South West", "region", None),
            (ENGLAND, ENGLAND, "England", "england", None),
            *(
                (
                    each,
                    f"E07000{each}",
                    f"Council {each}",
                    "council",
                    REGION if odd else "E12000008",
                )
                for each, odd in ((each, int(each) % 2) for each in NEIGHBOURS)
            ),
        )
        self.neighbours("2025", NEIGHBOURS)

    @property
    def remembered(self) -> Remembered:
        """Always a new one: a test may add rows after it has asked."""
        return Remembered()

    def cursor(self) -> Connection:
        return self.connection.cursor()

    def insert(self, table: str, **row: Any) -> None:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values())
        )

    def areas(self, *rows: tuple) -> None:
        for area, ons_code, name, kind, region in rows:
            self.insert("area", area=area, ons_code=ons_code, name=name, kind=kind, region=region)

    def neighbours(self, model: str, ids: Iterable[str], of: str = OWN) -> None:
        for position, each in enumerate(ids, start=1):
            self.insert("neighbour", area=of, model=model, position=position, neighbour=each)

    def observe(self, slug: str, period_end: date, value: float | None, **more: Any) -> None:
        """One observation; by default the council's own monthly percentage from cases."""
        row = {
            "unit": "percent",
            "window": "m",
            "split": "",
            "member": "",
            "area": OWN,
            "source": "cases",
            "status": "ok" if value is not None else "not_available",
        }
        self.insert("observation", slug=slug, period_end=period_end, value=value, **(row | more))

    def months(self, slug: str, first: str, values: Iterable[float | None], **more: Any) -> None:
        """Consecutive months' observations from the month ``first``."""
        values = list(values)
        for period_end, value in zip(month_ends(first, len(values)), values, strict=True):
            self.observe(slug, period_end, value, **more)

    def publish(
        self, slug: str, period_end: date, values: dict[str, float | None], **more: Any
    ) -> None:
        """Published values by area; None is suppressed."""
        for area, value in values.items():
            row = {
                "window": "a",
                "source": "published",
                "area": area,
                "status": "ok" if value is not None else "suppressed",
            }
            self.observe(slug, period_end, value, **(row | more))

    def target(self, slug: str, year: int, **more: Any) -> None:
        """A target for the financial year that starts in ``year``."""
        row = {
            "unit": "percent",
            "valid_from": date(year, 4, 1),
            "valid_to": date(year + 1, 3, 31),
            "kind": "value",
            "op": ">=",
            "file": "plan.xlsx",
            "sheet": "Targets",
            "cell": "C4",
        }
        self.insert("target", slug=slug, **(row | more))


def neighbour_values(*values: float | None) -> dict[str, float | None]:
    """Values of the neighbours in order; those left over publish nothing."""
    return dict(zip(NEIGHBOURS, values, strict=False))
