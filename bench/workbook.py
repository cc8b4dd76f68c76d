"""Reading a workbook through its contract, beside reading it with fastexcel alone."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import fastexcel

from bench.measurement import Measurement, Setting, against
from data.contracts import Column, case_tables
from data.ingest import load_files, new_context
from data.settings import Settings
from data.vocabulary import Vocabulary

TABLE, ROWS, COLUMNS = "ssd_permanence", 100_000, 20
AIM = 2.0
_ROUNDS = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRST"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEET_TYPE}.sharedStrings+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="permanence" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def measurements(setting: Setting) -> list[Measurement]:
    """The ratio of the two, each the best of a few rounds that take turns."""
    path = setting.folder / f"workbook-{ROWS}x{COLUMNS}.xlsx"
    if not path.exists():
        write_workbook(path)
    load = _loading(path)
    rounds = [(_seconds(lambda: _read_alone(path)), _seconds(load)) for _ in range(_ROUNDS)]
    alone, whole = (min(each) for each in zip(*rounds, strict=True))
    return [
        against(
            "workbook",
            f"Reading a {ROWS:,} × {COLUMNS} workbook through its contract, beside fastexcel",
            whole / alone,
            "×",
            AIM,
            how=f"Best of {_ROUNDS} rounds of each, in turns, in one process: fastexcel to Arrow, "
            "and Waymark from opening the file to rows in the case table.",
            where="fastexcel's own reading is the half of it. The rest: the XML looked through "
            "beforehand, lest a stray cell fill the memory (a fifth); text, types and codes by "
            "contract; keys looked at for repeats; what a person should look at.",
            fastexcel_seconds=round(alone, 3),
            waymark_seconds=round(whole, 3),
            median_ratio=round(statistics.median(b / a for a, b in rounds), 2),
        )
    ]


def _loading(path: Path) -> Callable[[], None]:
    context = new_context(Settings(), Vocabulary(()))

    def load() -> None:
        context.connection.execute(f"DELETE FROM {TABLE}")
        (loaded,) = load_files([path], path.parent, context)
        (report,) = loaded.reports
        if report.table != TABLE or report.rows_loaded != ROWS:
            raise RuntimeError(f"loaded {report.rows_loaded:,} rows of {report.table}")

    return load


def _read_alone(path: Path) -> None:
    fastexcel.read_excel(path).load_sheet(0).to_arrow()


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def write_workbook(path: Path) -> None:
    """A workbook of TABLE as Excel writes one: shared texts, and days as numbers with a style."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts: dict[str, int] = {}
    sheet = "".join(_rows(texts))
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{listed}</sst>')


def _rows(texts: dict[str, int]) -> Iterator[str]:
    rng = random.Random(1)
    fields = list(case_tables()[TABLE].fields.items())[:COLUMNS]
    for row in range(1, ROWS + 2):
        values = [_value(name, field, row, rng) if row > 1 else name for name, field in fields]
        cells = (
            _cell(f"{letter}{row}", value, field.type == "date", texts)
            for letter, value, (_, field) in zip(_LETTERS, values, fields, strict=True)
        )
        yield f'<row r="{row}" spans="1:{COLUMNS}">{"".join(cells)}</row>'


def _value(name: str, field: Column, row: int, rng: random.Random) -> str | int | None:
    if name == case_tables()[TABLE].key[0]:
        return f"PM{row:07d}"
    made = {
        "id": lambda: f"{rng.choice('ABC')}{rng.randrange(10**6):06d}",
        "date": lambda: None if rng.random() < 0.2 else 42_000 + rng.randrange(4_000),
        "flag": lambda: rng.choice("YN"),
        "integer": lambda: rng.randrange(4),
        "code": lambda: rng.choice(["RD1", "RD2", "RD3", "RD4"]),
    }
    return made.get(field.type, lambda: rng.choice(["Adoption", "Special guardianship order"]))()


def _cell(place: str, value: str | int | None, is_date: bool, texts: dict[str, int]) -> str:
    if value is None:
        return f'<c r="{place}" s="1"/>'
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    style = ' s="1"' if is_date else ""
    return f'<c r="{place}"{style}><v>{value}</v></c>'
