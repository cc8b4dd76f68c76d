"""Workbooks written straight into their XML: many sheets of plain cells, the same bytes each time.

openpyxl, which the sample's other workbooks are made with, takes ten times as long over the
budget monitors' hundred sheets.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from xml.sax.saxutils import escape

from data.sample.saving import STAMP

Value = str | int | float | None
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Style(IntEnum):
    """How a cell looks: the position of its format in the workbook's styles."""

    PLAIN = 0
    TITLE = 1
    HEADING = 2
    SECTION = 3
    MONEY = 4
    PERCENT = 5
    TOTAL = 6
    TOTAL_MONEY = 7
    TOTAL_PERCENT = 8


_STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2">
<numFmt numFmtId="164" formatCode="#,##0.0;(#,##0.0)"/>
<numFmt numFmtId="165" formatCode="0.0%;(0.0%)"/></numFmts>
<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="14"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="4"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E5F"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFD9E7EC"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"
 applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="3" fillId="3" borderId="0" xfId="0" applyFont="1" applyFill="1"/>
<xf numFmtId="164" fontId="3" fillId="3" borderId="0" xfId="0" applyNumberFormat="1"
 applyFont="1" applyFill="1"/>
<xf numFmtId="165" fontId="3" fillId="3" borderId="0" xfId="0" applyNumberFormat="1"
 applyFont="1" applyFill="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


@dataclass
class Sheet:
    """``rows`` has the cells of each row in order, each a value and a Style; None is left out.

    ``merged`` are ranges such as A1:N1, ``widths`` columns' widths by letter, ``frozen`` the cell
    above and left of which all stays in view.
    """

    name: str
    rows: list[list[tuple[Value, Style]]]
    merged: list[str] = field(default_factory=list)
    widths: dict[str, float] = field(default_factory=dict)
    frozen: str = ""


def write_book(path: Path, sheets: list[Sheet]) -> Path:
    """Write ``sheets`` to ``path``."""
    texts: dict[str, int] = {}
    write_package(path, [(sheet.name, _sheet(sheet, texts)) for sheet in sheets], texts, _STYLES)
    return path


def write_package(
    path: Path,
    sheets: list[tuple[str, str]],
    texts: dict[str, int],
    styles: str,
    compression: int | None = None,
) -> None:
    """Write a workbook's parts: ``sheets`` are names and XML, ``texts`` the shared strings by
    their number, ``compression`` zlib's level."""
    names = [name for name, _ in sheets]
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{each}.xml") for each in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": styles,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in enumerate(sheets, 1)}
    parts["xl/sharedStrings.xml"] = _shared(texts)
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, content, compresslevel=compression)


def _sheet(sheet: Sheet, texts: dict[str, int]) -> str:
    rows = "".join(
        f'<row r="{at}">{_cells(at, cells, texts)}</row>' for at, cells in enumerate(sheet.rows, 1)
    )
    widths = "".join(
        f'<col min="{ord(letter) - 64}" max="{ord(letter) - 64}" width="{width}" customWidth="1"/>'
        for letter, width in sheet.widths.items()
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in sheet.merged)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{_view(sheet.frozen)}'
        f"{f'<cols>{widths}</cols>' if widths else ''}<sheetData>{rows}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def _view(frozen: str) -> str:
    if not frozen:
        return ""
    letter, row = frozen.rstrip("0123456789"), int(frozen.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    across = ord(letter) - ord("A")
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane xSplit="{across}" ySplit="{row - 1}" topLeftCell="{frozen}" state="frozen"/>'
        "</sheetView></sheetViews>"
    )


def _cells(row: int, cells: Iterable[tuple[Value, Style]], texts: dict[str, int]) -> str:
    found = []
    for column, (value, style) in enumerate(cells):
        where = f'r="{chr(65 + column)}{row}" s="{int(style)}"'
        if isinstance(value, str):
            found.append(f'<c {where} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
        elif value is not None:
            found.append(f"<c {where}><v>{value!r}</v></c>")
        elif style:
            found.append(f"<c {where}/>")
    return "".join(found)


def _shared(texts: dict[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">{items}</sst>'


def _workbook(names: list[str]) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{each}" r:id="rId{each}"/>'
        for each, name in enumerate(names, 1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_RELATED}"><sheets>{listed}</sheets></workbook>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles"),
             ("/xl/sharedStrings.xml", "sharedStrings")]  # fmt: skip
    parts += [(f"/xl/worksheets/sheet{each}.xml", "worksheet") for each in range(1, sheets + 1)]
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
