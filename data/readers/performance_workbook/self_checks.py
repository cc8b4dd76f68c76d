"""The arithmetic checks of data/checks, given what one sheet holds."""

from collections import defaultdict
from collections.abc import Iterable

from data.checks.arithmetic import (
    TypedFigure,
    percentage_warnings,
    rate_warnings,
    total_warning,
)
from data.context import LoadContext
from data.readers.performance_workbook.figures import Figure
from data.reports import Warn
from data.sources.table import SourceTable, column_letter

Rows = list[tuple[str, int, Figure]]


def arithmetic_warnings(rows: Rows, source: SourceTable, context: LoadContext) -> list[Warn]:
    """Percentages against their fractions, rates against their populations, parts against totals.

    ``rows``: each figure with its row's label and number. Rates and totals are compared with the
    file's other sheets that are loaded already.
    """
    percents = [_typed(row, number, f) for row, number, f in rows if f.unit == "percent"]
    own = [_typed(row, number, f) for row, number, f in rows if f.unit == "per_10000"]
    mine = {each.cell for each in own}
    rates = rate_warnings([*own, *_earlier_rates(source, context)])
    return [
        *percentage_warnings(each for each in percents if each.value is not None),
        *(warning for warning in rates if warning.cell in mine),
        *_total_warnings(rows, source, context),
    ]


def _typed(label: str, number: int, figure: Figure) -> TypedFigure:
    return TypedFigure(
        cell=f"{column_letter(figure.cell.position + 1)}{figure.cell.row}",
        row=f"{number} {label}",
        period_end=figure.period_end,
        kind=figure.kind,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        places=figure.places,
    )


def _earlier_rates(source: SourceTable, context: LoadContext) -> Iterable[TypedFigure]:
    found = context.connection.execute(
        """
        SELECT cell, slug, period_end, kind, value, numerator, sheet, text
        FROM reported_figure
        WHERE file = ? AND sheet IS DISTINCT FROM ? AND unit = 'per_10000' AND split = ''
          AND value IS NOT NULL
        """,
        [source.file, source.sheet],
    ).fetchall()
    for cell, slug, period_end, kind, value, numerator, sheet, _ in found:
        yield TypedFigure(
            cell, slug, period_end, kind, value, numerator, places=2, sheet=sheet or ""
        )


def _total_warnings(rows: Rows, source: SourceTable, context: LoadContext) -> list[Warn]:
    parts: dict[tuple, list[TypedFigure]] = defaultdict(list)
    for label, number, figure in rows:
        if figure.split:
            key = (figure.slug, figure.window, figure.period_end, figure.kind)
            parts[(*key, figure.split, figure.cell)].append(_typed(label, number, figure))
    totals = _totals(source, context) if parts else {}
    found = (
        total_warning(totals[key[:4]], typed, typed[0].cell)
        for key, typed in parts.items()
        if key[:4] in totals
    )
    return [warning for warning in found if warning]


def _totals(source: SourceTable, context: LoadContext) -> dict[tuple, TypedFigure]:
    """The wholes that the same file gives, by indicator, window, period and kind.

    Where several cells give one, this sheet's go first, then the first cell by name.
    """
    found = context.connection.execute(
        """
        SELECT slug, "window", period_end, kind, cell, sheet, value FROM reported_figure
        WHERE file = ? AND unit = 'count' AND split = '' AND value IS NOT NULL
        ORDER BY sheet IS NOT DISTINCT FROM ?, cell DESC
        """,
        [source.file, source.sheet],
    ).fetchall()
    return {
        (slug, window, period_end, kind): TypedFigure(
            cell, "", period_end, kind, value, sheet=None if sheet == source.sheet else sheet
        )
        for slug, window, period_end, kind, cell, sheet, value in found
    }
