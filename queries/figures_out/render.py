"""A trend as a file: JSON, CSV, Excel or Parquet."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from queries.figures_out.json_figures import ROW_FIELDS, figures_json, row_values
from queries.figures_out.workbook import workbook
from queries.trends.view import BadView, Trend

_TEXT = {
    "member",
    "status",
    "source",
    "target_status",
    "path_status",
    "published_period",
    "spc",
    "release",
    "note",
    "verdict",
}
_TYPES = {
    "period_end": pa.date32(),
    "target_due": pa.date32(),
    "neighbour_count": pa.int64(),
    "rank": pa.int64(),
    "carried_forward": pa.bool_(),
}
_FIELDS = (*ROW_FIELDS, "verdict")
# A spreadsheet takes text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(trend: Trend, form: str) -> tuple[bytes, str, str]:
    """(the file, its media type, its name) in one of FORMATS. Raises BadView for another."""
    if form not in FORMATS:
        raise BadView(f"There is no format '{form}': ask for {', '.join(FORMATS)}.")
    write, media_type = FORMATS[form]
    name = f"{trend.indicator.slug}_{trend.unit}_{trend.window}.{form}"
    return write(trend), media_type, name


def safe_text(value: Any) -> Any:
    """Text that a spreadsheet cannot take for a formula; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def figure_table(trend: Trend) -> list[dict[str, Any]]:
    """The rows with every field of _FIELDS, verdict on the last."""
    return [row_values(row) | {"verdict": row.verdict} for row in trend.rows]


def _json(trend: Trend) -> bytes:
    return orjson.dumps(figures_json(trend), option=orjson.OPT_INDENT_2)


def _csv(trend: Trend) -> bytes:
    """UTF-8 with a byte-order mark, which Excel needs to read it as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_FIELDS)
    for row in figure_table(trend):
        writer.writerow([_csv_cell(row[name]) for name in _FIELDS])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else safe_text(value)


def _xlsx(trend: Trend) -> bytes:
    rows = [[safe_text(row[name]) for name in _FIELDS] for row in figure_table(trend)]
    return workbook(trend, _FIELDS, rows)


def _parquet(trend: Trend) -> bytes:
    rows = figure_table(trend)
    schema = pa.schema([(name, _type(name)) for name in _FIELDS])
    table = pa.table({name: [row[name] for row in rows] for name in _FIELDS}, schema=schema)
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def _type(name: str) -> pa.DataType:
    return _TYPES.get(name, pa.string() if name in _TEXT else pa.float64())


FORMATS: dict[str, tuple[Callable[[Trend], bytes], str]] = {
    "json": (_json, "application/json"),
    "csv": (_csv, "text/csv"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (_parquet, "application/vnd.apache.parquet"),
}
