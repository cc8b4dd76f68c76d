"""Where a month has a reported figure and one counted from cases: both, and the difference."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from queries.catalogue import Indicator
from queries.store import Store

# A workbook's figure may have been rounded to its last decimal either way.
_HALF = 0.5
_NOISE = 1e-9


@dataclass(frozen=True)
class ReconciledMonth:
    """One period of one unit and window; values in the unit, percentages 0-100.

    ``where`` names the workbook's cell. ``agrees``: the two differ by no more than the reported
    one can have been rounded.
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
    """An indicator's months that have both, the latest first."""

    indicator: Indicator
    months: tuple[ReconciledMonth, ...]

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
