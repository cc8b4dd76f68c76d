"""XML of a children in need census and of an SSDA903: opened as tables, or refused in one line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.database import connect
from data.sources import SourceTable, UnreadableFile, open_file, xml_elements, xml_file
from tests.census_xml import Node, census, flattened, identifiers, xml_text
from tests.hostile_books import rules, said_of

DETAILS: Node = (
    "CINdetails",
    [
        ("CINreferralDate", "2024-05-06"),
        ("DateOfInitialCPC", "2024-05-09"),
        (
            "Assessments",
            [
                ("AssessmentActualStartDate", "2024-05-07"),
                (
                    "FactorsIdentifiedAtAssessment",
                    [("AssessmentFactors", "1A"), ("AssessmentFactors", "2B")],
                ),
            ],
        ),
        ("Section47", [("S47ActualStartDate", "2024-06-01"), ("DateOfInitialCPC", "2024-06-12")]),
        (
            "ChildProtectionPlans",
            [
                ("CPPstartDate", "2024-06-12"),
                ("Reviews", [("CPPreviewDate", "2024-09-01"), ("CPPreviewDate", "2025-02-01")]),
            ],
        ),
    ],
)
LATER: Node = ("CINdetails", [("CINreferralDate", "2025-01-06")])
CHILD = [identifiers("A1", PersonBirthDate="2010-01-02"), DETAILS, LATER]
WHOLE = xml_text(census(CHILD, [identifiers("A2")]))


def opened(folder: Path, content: str | bytes, name: str = "a.xml") -> dict[str, SourceTable]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return {each.sheet or "": each for each in open_file(path, name)}


def rows(table: SourceTable) -> list[dict[str, str]]:
    """What is staged, without blanks; rows numbered from 1."""
    connection = connect()
    names = ["_row", *table.stage(connection, 1, "staged")]
    found = connection.execute("SELECT * FROM staged ORDER BY _row").fetchall()
    assert [row[0] for row in found] == list(range(1, len(found) + 1))
    return [
        {n: v for n, v in zip(names, row, strict=True) if v is not None and n != "_row"}
        for row in found
    ]


def refused(folder: Path, content: str | bytes, name: str = "a.xml") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        opened(folder, content, name)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return caught.value


def test_each_table_has_the_headings_of_the_flattened_census(tmp_path, shared):
    tables = opened(tmp_path, WHOLE)
    for path in (shared / "formats/cin_census/no_licence_stated").glob("Fake*.csv"):
        (flat,) = open_file(path, path.name)
        assert tables[path.stem.removeprefix("Fake")].preview[0] == flat.preview[0][1:]


def test_a_date_of_a_conference_belongs_to_the_element_that_it_stands_in(tmp_path):
    tables = opened(tmp_path, WHOLE)
    assert [row["DateOfInitialCPC"] for row in rows(tables["Section47"])] == ["2024-06-12"]
    assert rows(tables["CINdetails"]) == [
        {
            "LAchildID": "A1",
            "CINdetailsID": "1",
            "CINreferralDate": "2024-05-06",
            "DateOfInitialCPC": "2024-05-09",
        },
        {"LAchildID": "A1", "CINdetailsID": "2", "CINreferralDate": "2025-01-06"},
    ]


def test_an_assessment_is_one_row_however_many_its_factors(tmp_path):
    (row,) = rows(opened(tmp_path, WHOLE)["Assessments"])
    assert row["AssessmentFactors"] == "1A 2B"


def test_every_review_of_a_plan_is_a_row(tmp_path):
    found = rows(opened(tmp_path, WHOLE)["Reviews"])
    assert [(row["CPPID"], row["CPPreviewDate"]) for row in found] == [
        ("1", "2024-09-01"),
        ("1", "2025-02-01"),
    ]


def test_the_header_is_a_row_and_its_levels_are_passed_over(tmp_path):
    (row,) = rows(opened(tmp_path, WHOLE)["Header"])
    assert (row["Collection"], row["ReferenceDate"], row["LEA"]) == ("CIN", "2025-03-31", "908")
    assert "CBDSLevel" not in row


def test_an_id_that_comes_after_is_known_to_what_came_before(tmp_path):
    tables = opened(tmp_path, xml_text(census([LATER, identifiers("A9")])))
    assert rows(tables["CINdetails"])[0]["LAchildID"] == "A9"


def test_an_element_of_a_later_year_is_a_column_of_its_own(tmp_path):
    child = [identifiers("A1", Sex="M"), ("CINdetails", [("PreProceedings", [("Begun", "1")])])]
    tables = opened(tmp_path, xml_text(census(child)))
    assert tables["ChildIdentifiers"].preview[0][-1] == "Sex"
    assert rows(tables["CINdetails"])[0]["Begun"] == "1"


SSDA903 = (
    "<R><CHILD><EPISODE><DECOM>01/04/2020</DECOM><PL>U1</PL></EPISODE>"
    "<EPISODE><DECOM>01/05/2020</DECOM></EPISODE>"
    "<HEADER><CHILDID>7</CHILDID><DOB>01/01/2010</DOB><UASC>{uasc}</UASC>"
    "<AREVIEW><REVIEW>01/02/2021</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
    "<OC3><IN_TOUCH>YES</IN_TOUCH></OC3><ODD>1</ODD></HEADER></CHILD>"
    "<CHILD><HEADER><CHILDID>8</CHILDID></HEADER></CHILD></R>"
)


def test_an_ssda903_has_its_tables_with_the_headings_of_its_csv(tmp_path):
    tables = opened(tmp_path, SSDA903.format(uasc=0))
    assert rows(tables["episodes"]) == [
        {"CHILD": "7", "DECOM": "01/04/2020", "PLACE": "U1"},
        {"CHILD": "7", "DECOM": "01/05/2020"},
    ]
    assert rows(tables["header"]) == [{"CHILD": "7", "DOB": "01/01/2010"}, {"CHILD": "8"}]
    assert rows(tables["reviews"])[0]["DOB"] == "01/01/2010"
    assert rows(tables["oc3"]) == [{"CHILD": "7", "DOB": "01/01/2010", "IN_TOUCH": "YES"}]
    assert rows(tables["uasc"]) == []
    assert [note for table in tables.values() for note in table.notes] == [
        ("unread_elements", "Left out, since no table of this return has them: ODD.")
    ]


def test_an_unaccompanied_child_without_an_end_is_listed_as_one(tmp_path):
    tables = opened(tmp_path, SSDA903.format(uasc=1))
    assert rows(tables["uasc"]) == [{"CHILD": "7", "DOB": "01/01/2010"}]


DATES = st.dates().map(str)
LEAVES = {
    "Assessments": "AssessmentActualStartDate",
    "CINPlanDates": "CINPlanStartDate",
    "Section47": "DateOfInitialCPC",
}


def _assessed(start: str, factors: list[str]) -> Node:
    named: list[Node] = [("AssessmentFactors", each) for each in factors]
    return "Assessments", [
        ("AssessmentActualStartDate", start),
        ("FactorsIdentifiedAtAssessment", named),
    ]


def _plan(start: str, reviews: list[str]) -> Node:
    held: list[Node] = [("Reviews", [("CPPreviewDate", each)]) for each in reviews]
    return "ChildProtectionPlans", [("CPPstartDate", start), *held]


PARTS = st.one_of(
    st.builds(_assessed, DATES, st.lists(st.sampled_from(["1A", "2B", "21"]), max_size=3)),
    st.builds(_plan, DATES, st.lists(DATES, max_size=3)),
    *(
        st.builds(lambda date, tag=tag, leaf=leaf: (tag, [(leaf, date)]), DATES)
        for tag, leaf in LEAVES.items()
    ),
)
NEED = st.builds(
    lambda date, code, parts: (
        "CINdetails",
        [("CINreferralDate", date), ("PrimaryNeedCode", code), *parts],
    ),
    DATES,
    st.text("N<&é", max_size=3),
    st.lists(PARTS, max_size=4),
)
CHILDREN = st.lists(
    st.builds(
        lambda child, needs: [identifiers(child), *needs],
        st.text("AB12", min_size=1, max_size=4),
        st.lists(NEED, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(children=CHILDREN)
def test_the_same_as_flattening_the_whole_tree(children, tmp_path_factory):
    xml = xml_text(census(*children))
    tables = opened(tmp_path_factory.mktemp("xml"), xml)
    found = {name: rows(table) for name, table in tables.items()}
    assert {name: each for name, each in found.items() if each} == flattened(xml)


def test_many_rows_are_kept_in_slices(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_file, "_SLICE_ROWS", 3)
    xml = xml_text(
        census(*([identifiers(f"A{n}")] for n in range(10)), [identifiers("B", Sex="F")])
    )
    table = opened(tmp_path, xml)["ChildIdentifiers"]
    assert [row["LAchildID"] for row in rows(table)] == [*(f"A{n}" for n in range(10)), "B"]
    assert rows(table)[-1]["Sex"] == "F"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_encoding_goes_before_its_name(tmp_path, mark):
    assert len(rows(opened(tmp_path, WHOLE.encode(mark))["ChildIdentifiers"])) == 2


def test_the_content_tells_and_not_the_name(tmp_path):
    assert "CINdetails" in opened(tmp_path, WHOLE, "a.xlsx")
    assert "CINdetails" in opened(tmp_path, WHOLE.partition("\n")[2], "a.csv")


def test_check_accounts_for_every_row(tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(WHOLE, encoding="utf-8")
    found = {each["sheet"]: each for each in said_of(path)}
    assert found["CINdetails"]["rows_read"] == 2
    assert found["Reviews"]["rows_read"] == 2


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "start",
    [
        LAUGHS,
        '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<?xml version="1.0"?><!DOCTYPE m SYSTEM "http://example.org/m.dtd">',
    ],
)
def test_no_entity_is_ever_read(tmp_path, start):
    xml = start + WHOLE.partition("\n")[2].replace("A1", "&a;")
    assert refused(tmp_path, xml).rule == "document_type"


def test_an_entity_that_nothing_declares(tmp_path):
    said = refused(tmp_path, WHOLE.replace("A1", "&a;"))
    assert said.rule == "damaged_xml"
    assert "line 2" in str(said)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_cut_short(tmp_path, share):
    whole = WHOLE.encode()
    assert refused(tmp_path, whole[: int(len(whole) * share)]).rule == "truncated_xml"


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.replace("A2", "Zoë").encode("cp1252"),
        WHOLE.replace("UTF-8", "klingon").encode(),
        WHOLE.replace("UTF-8", "shift_jis").encode(),
        WHOLE.replace("UTF-8", "UTF-16").encode(),
    ],
)
def test_not_the_encoding_that_it_names(tmp_path, content):
    assert refused(tmp_path, content).rule == "wrong_encoding"


def test_a_child_that_closes_twice(tmp_path):
    assert refused(tmp_path, WHOLE.replace("</Child>", "</Child></Child>")).rule == "damaged_xml"


@pytest.mark.parametrize(
    "odd",
    [
        "<x>" * 60 + "</x>" * 60,
        f"<x>{'a' * 200_000}</x>",
        "".join(f"<x{n}/>" for n in range(1_500)),
        "<CINdetails><Assessments>"
        + "<AssessmentFactors>1234567890</AssessmentFactors>" * 11_000
        + "</Assessments></CINdetails>",
    ],
)
def test_what_no_system_writes(tmp_path, odd):
    assert refused(tmp_path, WHOLE.replace("</Child>", f"{odd}</Child>")).rule == "unlike_a_return"


def test_a_remark_that_never_closes(tmp_path):
    xml = WHOLE.replace("</Child>", f"<!-- {'a ' * 800_000}")
    assert refused(tmp_path, xml).rule == "damaged_xml"


def test_nonsense_ten_deep_inside_a_census_is_passed_over(tmp_path):
    odd = "<x>" * 10 + "</x>" * 10
    assert rows(opened(tmp_path, WHOLE.replace("</Child>", f"{odd}</Child>"))["CINdetails"])


def test_a_file_larger_than_any_return(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_elements, "MOST_XML_BYTES", 1_000)
    assert refused(tmp_path, WHOLE).rule == "too_large"


@pytest.mark.parametrize(
    "other",
    [
        '<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
        '<?xml version="1.0"?><!DOCTYPE html><html><p>1</p></html>',
        '<?xml version="1.0"?><Message><Header><Collection>SWW</Collection></Header></Message>',
        f'<?xml version="1.0"?><a>{"<b/>" * 20_000}{WHOLE.partition("?>")[2]}</a>',
    ],
)
def test_other_xml_is_named_for_what_it_is_not(tmp_path, other):
    said = refused(tmp_path, other, "a.xls")
    assert said.rule == "not_a_workbook"
    assert "web page or XML of another kind" in str(said)


def test_no_message_shows_what_the_file_holds(tmp_path):
    path = tmp_path / "a.xml"
    for spoilt in (WHOLE.replace("</CINdetails>", "", 1), WHOLE[:-200], LAUGHS + WHOLE):
        path.write_text(spoilt.replace("A1", "Hugo Brown"), encoding="utf-8")
        (report,) = said_of(path)
        assert rules(report) <= {"damaged_xml", "truncated_xml", "document_type"}
        assert "Hugo" not in report["rejects"][0]["message"]
