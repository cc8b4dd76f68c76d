"""Facts that verdicts are made of, by hand, for the tests of what each comes to."""

from datetime import date

from queries.trends.bands import Band
from queries.trends.control_chart import Mark
from queries.trends.facts import Facts
from queries.trends.targets import Aim, Target

DECEMBER, MARCH = date(2025, 12, 31), date(2025, 3, 31)


def band(*values: float, at: date = MARCH) -> Band:
    ordered = sorted(values)
    middle = len(ordered) // 2
    quartiles = (ordered[middle // 2], ordered[middle], ordered[middle + middle // 2])
    return Band(at, tuple(ordered), quartiles, sum(ordered) / len(ordered), None, None)


def aim(value: float, op: str = ">=", year: int = 2025, upper: float | None = None, **more) -> Aim:
    kind = more.pop("kind", "value")
    target = Target(
        start=date(year, 4, 1),
        kind=kind,
        op=op,
        value=value,
        upper=upper,
        quartile=more.get("quartile"),
        among=more.get("among"),
        by_year=more.get("by_year"),
        text="",
        source="",
    )
    return Aim(target, op, value, upper)


TEN = band(81, 84, 86, 88, 89, 90, 91, 94, 96, 97)
NONE, UP, DOWN = Mark(), Mark("shift", "high", 7), Mark("shift", "low", 6)
RATE = Facts(
    short="Reviews on time",
    unit="percent",
    places=1,
    better="higher",
    value=93.5,
    numerator=302,
    denominator=323,
    period_end=DECEMBER,
    latest_period=DECEMBER,
)
STOCK = Facts(
    short="Children in care",
    unit="per_10000",
    places=1,
    better="neither",
    value=60.0,
    numerator=650,
    period_end=MARCH,
    yearly=True,
    latest_period=MARCH,
)
COUNT = Facts(
    short="Children on plans",
    unit="count",
    places=0,
    better="neither",
    value=1430,
    period_end=DECEMBER,
    latest_period=DECEMBER,
)
MONEY = Facts(
    short="Forecast variance",
    unit="pounds",
    places=0,
    better="lower",
    value=1.0,
    period_end=DECEMBER,
    latest_period=DECEMBER,
    sides=("over budget", "under budget"),
)
MISSED = {"aim": aim(95.0), "target_status": "not_met"}
