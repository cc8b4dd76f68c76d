"""A trend's forecast as pages and other programs get it."""

from dataclasses import dataclass
from datetime import date

from queries.forecasts.forecast import Outlook


@dataclass(frozen=True)
class Coming:
    """One coming period, in the unit of the trend; at least four figures of five are to lie between
    ``low`` and ``high``."""

    period_end: date
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """``coming`` is empty where a forecast is withheld; ``why_none`` then says why, in a sentence
    that begins 'No forecast'.

    ``rolled``: of rolling years, the months that leave the year were known.
    ``last_end`` and ``last_value``: the settled figure that it goes on from, None without any.
    ``outlook``: the back-test behind it, None where there was nothing to test.
    """

    coming: tuple[Coming, ...] = ()
    why_none: str | None = None
    last_end: date | None = None
    last_value: float | None = None
    outlook: Outlook | None = None
    yearly: bool = False
    rolled: bool = False
