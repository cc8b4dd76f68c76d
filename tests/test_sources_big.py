"""Big sheets by columns: the same text, row numbers and headings as cell by cell."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.database import connect
from data.sources import UnreadableFile, big_sheet, open_file, workbook
from data.sources.big_sheet import BigSheet
from data.sources.sheet_cells import EMPTY, NUMBER, OTHER, TEXT, cell_places
from data.sources.sheet_xml import sheet_faults
from data.sources.table import PREVIEW_ROWS

TEXTS = st.sampled_from(
    ["A1", "plain text", " spaced ", "31/03/2025", "£5 – é", "a\nb", "007", "TRUE", "1e5", "<&>"]
)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e13, 1e13, allow_nan=False).filter(lambda each: abs(each) > 1e-3),
    st.sampled_from([0, -0.0, 0.1, 90.60000000000001, 1 / 3, 747.0]),
)
ODD_NUMBERS = st.sampled_from([1e-7, 5e-324, 1e15, 100000000000000.5, 123456789012345678, 1e300])
DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))
ANY_INSTANTS = st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31))
INSTANTS = ANY_INSTANTS.map(lambda each: each.replace(microsecond=each.microsecond % 2 * 250_000))
TIMES = st.sampled_from([time(0, 0), time(9, 30), time(23, 59, 59)])
OTHERS = st.sampled_from([True, False, "#N/A", timedelta(hours=30), *[None] * 3])
KINDS = (TEXTS, NUMBERS, DAYS, INSTANTS, st.one_of(DAYS, INSTANTS))
ODD_KINDS = (
    *(ODD_NUMBERS, ANY_INSTANTS, TIMES, OTHERS),
    *(st.one_of(TEXTS, NUMBERS), st.one_of(DAYS, NUMBERS), st.one_of(DAYS, TEXTS), st.none()),
)


def saved(path: Path, rows: list[list], first_row: int = 1, first_column: int = 1) -> Path:
    book = Workbook()
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                book.active.cell(first_row + down, first_column + across).value = value
    book.save(path)
    return path


def staged(path: Path, header_row: int) -> tuple[list[str], list[tuple], bool]:
    """The headings, the rows with their numbers, and whether they were read by columns."""
    (source,) = open_file(path, path.name)
    connection = connect()
    names = source.stage(connection, header_row, "staged")
    by_columns = isinstance(source, BigSheet) and "_whole" not in vars(source)
    return names, connection.execute("FROM staged ORDER BY _row").fetchall(), by_columns


@st.composite
def sheets(draw, kinds: tuple) -> list[list]:
    """A title, headings, and more rows than a preview has; some cells and some rows blank."""
    columns = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=5))
    body = [
        [draw(st.one_of(kind, kind, st.none())) for kind in columns]
        for _ in range(draw(st.integers(3, 8)))
    ]
    body.append([draw(kind) for kind in columns])
    many = PREVIEW_ROWS // len(body) + 2
    return [["A title"], [f"Heading {n}" for n in range(len(columns))], *body * many]


@pytest.fixture
def small_is_big(monkeypatch):
    monkeypatch.setattr(big_sheet, "FEWEST_CELLS", 1)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(data=st.data(), place=st.tuples(st.integers(1, 4), st.integers(1, 3)))
@pytest.mark.parametrize("kinds", [KINDS, KINDS + ODD_KINDS], ids=["plain", "odd"])
def test_a_sheet_by_columns_is_the_sheet_cell_by_cell(tmp_path, monkeypatch, kinds, data, place):
    path = saved(tmp_path / "sheet.xlsx", data.draw(sheets(kinds)), *place)
    header_row = place[0] + 1
    with monkeypatch.context() as patched:
        patched.setattr(big_sheet, "FEWEST_CELLS", 1)
        names, rows, by_columns = staged(path, header_row)
    slow_names, slow_rows, _ = staged(path, header_row)
    assert by_columns or kinds != KINDS
    assert (names, rows) == (slow_names, slow_rows)


def plain_rows(many: int) -> list[list]:
    return [
        ["ID", "Day", "Number", "At"],
        *([f"P{n}", date(2025, 1, 1), n / 8, datetime(2025, 1, 1, 9, n % 60)] for n in range(many)),
    ]


def test_a_plain_sheet_is_read_by_columns(tmp_path, small_is_big):
    names, rows, by_columns = staged(saved(tmp_path / "a.xlsx", plain_rows(60)), 1)
    assert by_columns
    assert names == ["ID", "Day", "Number", "At"]
    assert rows[-1] == (61, "P59", "2025-01-01", "7.375", "2025-01-01 09:59:00")


@pytest.mark.parametrize("odd", [True, "text", 1e-9, time(9, 30)], ids=str)
def test_a_column_of_two_kinds_is_read_cell_by_cell(tmp_path, small_is_big, odd):
    rows = plain_rows(60)
    rows[55][2] = odd
    _, found, by_columns = staged(saved(tmp_path / "a.xlsx", rows), 1)
    assert not by_columns
    assert found[54][3] not in (None, "6.75")


def test_a_preview_of_a_big_sheet_is_as_wide_as_the_sheet(tmp_path, small_is_big):
    rows = plain_rows(60)
    rows[58] = [*rows[58], None, "far"]
    (source,) = open_file(saved(tmp_path / "a.xlsx", rows), "a.xlsx")
    assert source.preview[0] == ["ID", "Day", "Number", "At", None, None]
    assert len(source.preview) == PREVIEW_ROWS
    assert source.read_rows() == source._whole.read_rows()
    assert source.read_rows(3) == source._whole.read_rows(3)


def test_a_damaged_end_of_a_big_sheet_is_told_in_words(tmp_path, small_is_big):
    path = saved(tmp_path / "a.xlsx", plain_rows(60))
    cut = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(cut, "w") as damaged:
        for name in whole.namelist():
            content = whole.read(name)
            if "sheet1" in name:
                content = content[: content.rfind(b"</row>") + 6] + b"<row r='9'><c r='A1"
            damaged.writestr(name, content)
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        (source,) = open_file(cut, "cut.xlsx")
        source.stage(connect(), 1, "staged")


CELLS = [
    ('<c r="{place}"><v>1</v></c>', NUMBER),
    ('<c r="{place}" s="12"><v>1</v></c>', NUMBER),
    ('<c r="{place}" t="n"><v>1</v></c>', NUMBER),
    ('<c r="{place}" s="3" t="s"><v>1</v></c>', TEXT),
    ('<c r="{place}" t="s" s="3"><v>1</v></c>', TEXT),
    ('<c r="{place}" t="inlineStr"><is><t>c r="ZZ9"</t></is></c>', TEXT),
    ('<c r="{place}" t="str"><f>A1</f><v>x</v></c>', TEXT),
    ('<c r="{place}" t="b"><v>1</v></c>', OTHER),
    ('<c r="{place}" s="1" t="e"><v>#N/A</v></c>', OTHER),
    ('<c r="{place}" s="1"/>', EMPTY),
    ('<c r="{place}"/>', EMPTY),
]
LETTERS = st.sampled_from(["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"])
PLACES = st.tuples(LETTERS, st.integers(1, 9_999_999))


@given(st.lists(st.tuples(st.sampled_from(CELLS), PLACES), min_size=1, max_size=30))
def test_the_places_and_kinds_of_cells(cells):
    xml = "".join(
        f'<row r="{row}" spans="1:20">{written.format(place=f"{letters}{row}")}</row>'
        for (written, _), (letters, row) in cells
    )
    found = cell_places(f"<sheetData>{xml}".encode())
    assert found is not None
    assert found.kind.tolist() == [kind for (_, kind), _ in cells]
    assert found.row.tolist() == [row for _, (_, row) in cells]
    assert found.column.tolist() == [column_number(letters) for _, (letters, _) in cells]
    assert found.has_formulas == any("<f>" in written for (written, _), _ in cells)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>1</v></c>",
        '<c  r="A1"><v>1</v></c>',
        "<c r='A1'><v>1</v></c>",
        '<c s="1" r="A1"><v>1</v></c>',
        '<x:c r="A1"><x:v>1</x:v></x:c>',
        '<c\tr="A1"><v>1</v></c>',
        '<c r="a1"><v>1</v></c>',
        '<c r="A01"><v>1</v></c>',
        '<c r="A12345678"><v>1</v></c>',
        '<c r="ABCD1"><v>1</v></c>',
        '<c r="1"><v>1</v></c>',
        '<c r="A1" t="d"><v>2025-01-01</v></c>',
        '<c r="A1" cm="1"><v>1</v></c>',
        '<c r="A1"> <v>1</v></c>',
        "<x:row><c/></x:row>",
    ],
)
def test_cells_written_otherwise_are_left_to_the_slower_way(cell):
    assert cell_places(f'<row r="1">{cell}</row>'.encode()) is None


def test_both_ways_of_looking_at_xml_find_the_same(tmp_path, monkeypatch):
    rows = plain_rows(60)
    rows[50][1] = None
    rows[52][3] = "=1/0"
    path = saved(tmp_path / "a.xlsx", rows, first_column=3)
    fast = sheet_faults(path)["Sheet"]
    monkeypatch.setattr("data.sources.sheet_xml.cell_places", lambda xml: None)
    slow = sheet_faults(path)["Sheet"]
    assert slow.kinds is None
    assert slow.formulas_without_value == fast.formulas_without_value == 1
    for each in ("rows", "columns", "errors", "first_without_value"):
        assert getattr(fast, each) == getattr(slow, each)
    assert fast.kinds[2:6].tolist() == [
        [0, 21, 0, 0],
        [0, 0, 20, 0],
        [0, 0, 21, 0],
        [0, 0, 21, 0],
    ]
    assert not workbook.is_big(fast)
