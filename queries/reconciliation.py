"""Where a month has two figures: both, and the difference.

A workbook's figure beside the one counted from cases; or two that are counted from different kinds
of export, of which one stands (queries/observations/precedence.py).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from queries.catalogue import Indicator
from queries.store import Store

# A workbook's figure may have been rounded to its last decimal either way.
_HALF = 0.5
_NOISE = 1e-9


@dataclass(frozen=True)
class ReconciledMonth:
    """One period of one unit and window; values in the unit, percentages 0-100.

    ``counted`` is the figure from cases that stands, ``reported`` the other one. ``where`` names
    the workbook's cell, or the kind of export that ``counted`` is from. ``agrees``: the two differ
    by no more than the reported one can have been rounded.
    """

    unit: str
    window: str
    split: str
    member: str
    period_end: date
    counted: float
    counted_of: tuple[float | None, float | None]
    reported: float
    reported_of: tuple[float | None, float | None]
    where: str

    @property
    def difference(self) -> float:
        """Reported less counted."""
        return self.reported - self.counted

    @property
    def agrees(self) -> bool:
        step = 10.0 ** -_decimals(self.reported)
        return abs(self.difference) <= _HALF * step + _NOISE * max(1.0, abs(self.counted))


@dataclass(frozen=True)
class Reconciled:
    """An indicator's months that have both, the latest first.

    ``kind``: the kind of export of the figures that do not stand; blank for a workbook's.
    """

    indicator: Indicator
    months: tuple[ReconciledMonth, ...]
    kind: str = ""

    @property
    def differing(self) -> tuple[ReconciledMonth, ...]:
        return tuple(each for each in self.months if not each.agrees)


def get_reconciled(store: Store, indicator: Indicator) -> Reconciled:
    """Every month, window, unit and member that the council both reported and counted."""
    rows = store.cursor().execute(
        """
        SELECT counted.unit, counted."window", counted.split, counted.member, counted.period_end,
            counted.value, counted.numerator, counted.denominator,
            reported.value, reported.numerator, reported.denominator,
            typed.file, typed.sheet, typed.cell
        FROM observation AS counted
        JOIN observation AS reported
            USING (slug, unit, "window", split, member, area, period_end)
        LEFT JOIN (
            SELECT slug, unit, "window", split, member, period_end,
                max(file) AS file, arg_max(sheet, file) AS sheet, arg_max(cell, file) AS cell
            FROM reported_figure GROUP BY ALL
        ) AS typed USING (slug, unit, "window", split, member, period_end)
        WHERE counted.slug = ? AND area = ? AND counted.source = 'cases'
            AND reported.source = 'reported'
            AND counted.value IS NOT NULL AND reported.value IS NOT NULL
        ORDER BY period_end DESC, counted.unit, counted."window", counted.split, counted.member
        """,
        [indicator.slug, store.council.id],
    )
    return Reconciled(indicator, tuple(_month(row) for row in rows.fetchall()))


def get_second_counts(store: Store, indicator: Indicator) -> tuple[Reconciled, ...]:
    """For each kind of export whose figures gave way: the periods that both it and another tell.

    Of the whole alone: what a part is called, and whether it is told, differs between kinds.
    """
    if "second_count" not in store.files.tables():  # a generation of an earlier version
        return ()
    rows = store.cursor().execute(
        """
        SELECT standing.unit, standing."window", standing.split, standing.member,
            standing.period_end, standing.value, standing.numerator, standing.denominator,
            other.value, other.numerator, other.denominator, standing.release, other.release
        FROM observation AS standing
        JOIN second_count AS other
            USING (slug, unit, "window", split, member, area, source, period_end)
        WHERE standing.slug = ? AND area = ? AND split = ''
            AND standing.value IS NOT NULL AND other.value IS NOT NULL
        ORDER BY other.release, period_end DESC, standing.unit, standing."window"
        """,
        [indicator.slug, store.council.id],
    )
    return tuple(
        Reconciled(indicator, tuple(_second(row) for row in same), kind)
        for kind, same in groupby(rows.fetchall(), key=lambda row: row[-1])
    )


def _second(row: tuple) -> ReconciledMonth:
    unit, window, split, member, day, value, above, below, other, over, under, stands, _ = row
    return ReconciledMonth(
        unit, window, split, member, day, value, (above, below), other, (over, under), stands
    )


def _month(row: tuple) -> ReconciledMonth:
    unit, window, split, member, day, value, above, below, typed, over, under, *place = row
    return ReconciledMonth(
        unit, window, split, member, day, value, (above, below), typed, (over, under), _where(place)
    )


def _where(place: list[str | None]) -> str:
    """'workbook.xlsx, sheet Indicators, cell F12'."""
    file, sheet, cell = place
    parts = [file, sheet and f"sheet {sheet}", cell and f"cell {cell}"]
    return ", ".join(part for part in parts if part)


def _decimals(value: float) -> int:
    """Decimal places that a figure was written with, float noise aside."""
    exponent = Decimal(repr(round(value, 6))).normalize().as_tuple().exponent
    return max(0, -int(exponent))
