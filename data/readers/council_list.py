"""A list of councils by DfE number, such as LAIT's la_code_list.xlsx."""

from data.areas import Area
from data.context import LoadContext, Recognition
from data.database import quote
from data.published.places import region_id
from data.published.shapes import normal
from data.readers.lait import lait_rules
from data.reports import TableReport
from data.sources.table import SourceTable

_COLUMNS = ("la number", "la name", "region", "type")
_STAGED = "_council_list"


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By its four columns, in whichever of the first rows they stand."""
    for header_row, row in enumerate(source.preview[:10], start=1):
        if {normal(cell) for cell in row}.issuperset(_COLUMNS):
            return Recognition("area", 1.0, header_row)
    return None


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Councils that nobody knows yet are added; known ones keep their reference.

    A row loads where its number is an area's. ``England (discontinued)``, number 1000, does not.
    """
    report = TableReport(source.file, source.sheet, "area")
    headings = source.stage(context.connection, recognition.header_row, _STAGED)
    written = {normal(heading): heading for heading in headings}
    listed = ", ".join(quote(written[column]) for column in _COLUMNS[:3])
    rows = context.connection.execute(
        f"SELECT _row, {listed} FROM {_STAGED} ORDER BY _row"
    ).fetchall()
    context.connection.execute(f"DROP TABLE {_STAGED}")
    report.rows_read = len(rows)
    for row, number, name, region in rows:
        if _add(context, (number or "").strip().removesuffix(".0"), name, region):
            report.rows_loaded += 1
        else:
            report.rows_rejected += 1
            report.reject(
                "unknown_area",
                f"'{number or ''}' ({name or 'no name'}) is neither a council's DfE number nor a "
                "region's; the row was left out.",
                row,
                written["la number"],
            )
    return report


def _add(context: LoadContext, number: str, name: str | None, region: str | None) -> bool:
    if number in lait_rules()["areas"] or context.areas.get(number):
        return True
    if len(number) != 3 or not number.isdigit() or not (name or "").strip():
        return False
    context.areas.add(Area(number, name.strip(), "council", None, region_id(region)))
    return True
