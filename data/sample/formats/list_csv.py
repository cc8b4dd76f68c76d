"""CSV files of export tables: a blank cell empty, a date as the kind of export writes it."""

import csv
from datetime import date
from pathlib import Path

from data.sample.formats.export_table import Cell, ExportTable


def write_list_csv(path: Path, table: ExportTable) -> Path:
    with path.open("w", encoding=table.encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows(table.above)
        writer.writerow(table.headings)
        writer.writerows([written(cell, table.dates) for cell in row] for row in table.rows)
    return path


def written(cell: Cell, dates: str) -> str:
    """A cell's text; ``dates`` is how its kind of export writes a day."""
    if cell is None:
        return ""
    return cell.strftime(dates) if isinstance(cell, date) else str(cell)
