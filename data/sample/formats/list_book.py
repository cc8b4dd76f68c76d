"""Workbooks of long lists, written column by column: a title, headings, and then plain rows.

A run of Annex A has millions of cells; a cell at a time, with a style of its own, they take
minutes.
"""

from datetime import date
from pathlib import Path

from data.sample.formats.export_table import Cell, ExportTable
from data.sample.plain_book import HEAD, MAIN, write_package

_DAY_0 = date(1899, 12, 30).toordinal()
_PLAIN, _DATE, _HEADING = range(3)
_STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


def write_list_book(path: Path, tables: list[ExportTable]) -> Path:
    """Write ``tables`` as the sheets of one workbook. Blank cells are left out."""
    texts: dict[str, int] = {}
    sheets = [(table.sheet or "", _sheet(table, texts)) for table in tables]
    write_package(path, sheets, texts, _STYLES, compression=1)
    return path


def _sheet(table: ExportTable, texts: dict[str, int]) -> str:
    letters = [column_letters(position) for position in range(len(table.headings))]
    rows = [_styled_row(number, row, letters, texts) for number, row in enumerate(table.above, 1)]
    first = len(rows) + 1
    rows.append(_styled_row(first, table.headings, letters, texts))
    columns = [
        _column(cells, letter, first + 1, texts)
        for cells, letter in zip(zip(*table.rows, strict=True), letters, strict=False)
    ]
    rows += [
        f'<row r="{number}">{"".join(cells)}</row>'
        for number, cells in enumerate(zip(*columns, strict=True), first + 1)
    ]
    merged = f'<mergeCells count="1"><mergeCell ref="A1:{letters[-1]}1"/></mergeCells>'
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>'
        f"{merged if table.above else ''}</worksheet>"
    )


def _styled_row(
    number: int, values: tuple[Cell, ...], letters: list[str], texts: dict[str, int]
) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" s="{_HEADING}" t="s"><v>{_text(str(value), texts)}</v></c>'
        for letter, value in zip(letters, values, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


def _column(cells: tuple[Cell, ...], letter: str, first: int, texts: dict[str, int]) -> list[str]:
    """The XML of a column's cells, empty where blank."""
    found = []
    for number, value in enumerate(cells, first):
        if value is None:
            found.append("")
        elif isinstance(value, str):
            at = texts.setdefault(value, len(texts))
            found.append(f'<c r="{letter}{number}" t="s"><v>{at}</v></c>')
        elif isinstance(value, date):
            serial = value.toordinal() - _DAY_0
            found.append(f'<c r="{letter}{number}" s="{_DATE}"><v>{serial}</v></c>')
        else:
            found.append(f'<c r="{letter}{number}"><v>{value!r}</v></c>')
    return found


def _text(value: str, texts: dict[str, int]) -> int:
    return texts.setdefault(value, len(texts))


def column_letters(position: int) -> str:
    """A column's letters by its position from 0: A … Z, AA …"""
    before, last = divmod(position, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)
