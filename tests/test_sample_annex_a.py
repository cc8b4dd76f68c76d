"""The sample's children as a run of Annex A extracts: Ofsted's layout, and right counts."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import app
from data.sample import write_sample
from data.sample.formats import FORMATS, write_format
from data.sample.span import Span
from tests.sample_reading import TODAY, Sample

MONTHS, SEED = 14, 20260401
SPAN = Span(date(2026, 10, 31), MONTHS)
TRAILING_SPACE = {8: "Date Ceased to be Looked After ", 10: "Date of Adoption Order "}
EVENT = {
    1: "Date of Contact",
    3: "Date of referral",
    4: "Continuous Assessment Start Date",
    5: "Strategy discussion initiating Section 47 Enquiry Start Date",
    7: "Child Protection Plan Start Date",
}


@dataclass
class Run:
    """A folder of extracts and the case tables that they were cut from."""

    folder: Path
    sample: Sample

    def lists(self, as_at: date) -> dict[int, pd.DataFrame]:
        return lists_of(self.folder / f"annex_a_{as_at}.xlsx")

    @property
    def last(self) -> dict[int, pd.DataFrame]:
        return self.lists(SPAN.end)


@cache
def lists_of(path: Path) -> dict[int, pd.DataFrame]:
    book = CalamineWorkbook.from_path(path)
    found = {}
    for number, name in enumerate(book.sheet_names, 1):
        title, headings, *rows = book.get_sheet_by_name(name).to_python()
        assert name == f"List_{number}" and title[0].startswith(f"List {number}: ")
        blanks = [[None if cell == "" else cell for cell in row] for row in rows]
        found[number] = pd.DataFrame(blanks, columns=headings, dtype=object)
    return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    made, cut = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("cut")
    write_sample(made, scale=0.3, months=MONTHS, today=TODAY)
    written = write_format(made, cut, "annex_a", SPAN, SEED)
    assert [path.name for path in written] == [f"annex_a_{d}.xlsx" for d in SPAN.month_ends()]
    return Run(cut, Sample(made))


def test_the_same_children_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for path in write_format(run.sample.folder, tmp_path, "annex_a", SPAN, SEED):
        assert path.read_bytes() == (run.folder / path.name).read_bytes()


def test_headings_are_ofsteds_to_the_letter(run: Run, shared: Path) -> None:
    template = openpyxl.load_workbook(
        shared / "formats/annex_a/cscdp_2016-01-sample.xlsx", read_only=True
    )
    newer = openpyxl.load_workbook(
        shared / "formats/annex_a/liia_pipeline_Annex_A_2024_Jan.xlsx", read_only=True
    )
    sheets = [sheet for sheet in template.worksheets if sheet.title.startswith("List")]
    for number, sheet in enumerate(sheets, 1):
        rows = sheet.iter_rows(min_row=1, max_row=2, values_only=True)
        if number == 9:
            rows = [(), next(newer["List 9"].iter_rows(max_row=1, values_only=True))]
        _, headings = ([cell for cell in row if cell] for row in rows)
        plain = [each.replace("Age of Child (Years)", "Age") for each in run.last[number].columns]
        assert plain == [each.replace("Age of Child (Years)", "Age") for each in headings]
    template.close()
    newer.close()


@pytest.mark.parametrize("number", TRAILING_SPACE)
def test_headings_keep_their_trailing_space(run: Run, number: int) -> None:
    assert TRAILING_SPACE[number] in run.last[number].columns


@pytest.mark.parametrize(("number", "table"), [(1, "contacts"), (3, "cin_episodes")])
def test_the_last_extract_lacks_nothing_of_six_months(run: Run, number: int, table: str) -> None:
    column = {1: "cont_contact_date", 3: "cine_referral_date"}[number]
    days = run.sample.table(table)[column]
    expected = days[days > pd.Timestamp(2026, 4, 30)]
    assert sorted(run.last[number][EVENT[number]]) == sorted(expected.dt.date)


@pytest.mark.parametrize("number", EVENT)
def test_a_few_rows_of_the_last_month_come_with_the_next_extract(run: Run, number: int) -> None:
    lacked = known = 0
    for end, after in zip(SPAN.month_ends()[:-1], SPAN.month_ends()[1:], strict=True):
        earlier, later = (
            frame.groupby(["Child Unique ID", EVENT[number]]).size()
            for frame in (run.lists(end)[number], run.lists(after)[number])
        )
        days = earlier.index.get_level_values(1)
        assert not len(days) or max(days) <= end
        month = [end.replace(day=1) <= day <= end for day in later.index.get_level_values(1)]
        late = later[month].sub(earlier, fill_value=0).reindex(later[month].index)
        known, lacked = known + int(later[month].sum()), lacked + int(late.clip(lower=0).sum())
        assert set(late.unique()) <= {0, 1, 2}
    assert 0 < lacked < 0.1 * known


def test_referrals_in_twelve_months_are_those_before_the_latest(run: Run) -> None:
    referrals = run.sample.referrals.groupby("person_id")["referral_date"]
    column = "Number of Referrals in Last 12 Months"
    for child, told in run.last[3].groupby("Child Unique ID")[column]:
        days = referrals.get_group(child)
        earlier = days[(days < days.max()) & (days >= days.max() - pd.DateOffset(months=12))]
        assert set(told) == {len(earlier)}
    assert run.last[3][column].max() > 0


def test_one_row_a_child_where_a_list_has_children(run: Run) -> None:
    for number in (6, 7, 8, 9, 10):
        assert len(run.last[number]) and run.last[number]["Child Unique ID"].is_unique


def test_case_status_is_the_first_that_holds(run: Run) -> None:
    need = run.last[6].set_index("Child Unique ID")
    is_open = need["CIN Closure Date"].isna()
    in_care = run.last[8].set_index("Child Unique ID")["Date Ceased to be Looked After "].isna()
    on_plan = run.last[7].set_index("Child Unique ID")["Child Protection Plan End Date"].isna()
    for child, status in need["Case status"].items():
        expected = ["e)"] if not is_open[child] else (
            ["a)"] if in_care.get(child) else ["b)"] if on_plan.get(child) else ["c)", "d)"]
        )  # fmt: skip
        assert status[:2] in expected
    assert {status[:1] for status in need["Case status"]} == set("abcde")
    assert not need["Reason for Closure"].dropna().str.startswith("RC8").any()


def test_placements_in_twelve_months_leave_out_the_same_carer(run: Run) -> None:
    """Recounted plainly for children whose year had no temporary stay."""
    begins = pd.Timestamp(2025, 10, 31)
    placed = run.sample.placements
    started = run.sample.table("cla_episodes")
    reasons = started.set_index(["clae_person_id", "clae_cla_episode_start_date"])[
        "clae_cla_episode_start_reason"
    ]
    looked_after = run.last[8][run.last[8]["Date Ceased to be Looked After "].isna()]
    column = "Number of Placements in the Last 12 months"
    compared = 0
    for child, told in looked_after.set_index("Child Unique ID")[column].items():
        own = placed[placed["person_id"] == child]
        year = own[own["end_date"].isna() | (own["end_date"] > begins)]
        if year["type"].str.startswith(("T", "A")).any() or own["type"].str.startswith("T").any():
            continue
        counted = [
            start for start in year["start_date"]
            if start <= begins or reasons[(child, start)] not in ("T", "U")
        ]  # fmt: skip
        compared += 1
        assert told == len(counted)
    assert compared > 50 and looked_after[column].max() >= 3


def test_ages_and_the_unborn_are_as_on_the_day(run: Run) -> None:
    people = run.sample.people["born"]
    for as_at in (SPAN.month_ends()[0], SPAN.end):
        listed = run.lists(as_at)[6].set_index("Child Unique ID")
        for child, age in listed["Age of Child (Years)"].items():
            born = people[child].date()
            birthdays = as_at.year - born.year - ((as_at.month, as_at.day) < (born.month, born.day))
            assert age == (-1 if born > as_at else birthdays)
        unborn = listed[listed["Age of Child (Years)"] == -1]
        assert set(unborn["Gender"]) == {"c) Not stated/recorded"}
        assert set(unborn["Ethnicity"]) == {"s) NOBT"}


def test_the_sample_as_annex_a_has_no_case_tables_of_children(tmp_path: Path) -> None:
    arguments = {"scale": 0.05, "months": 14, "today": TODAY}
    whole = {path.name: path.read_bytes() for path in write_sample(tmp_path / "a", **arguments)}
    paths = write_sample(tmp_path / "b", **arguments, formats=("annex_a",))
    assert sorted(paths) == sorted((tmp_path / "b").iterdir())
    other = {path.name: path.read_bytes() for path in paths if "annex_a" not in path.name}
    gone = set(whole) - set(other)
    assert other == {name: content for name, content in whole.items() if name not in gone}
    assert {name for name in whole if name.startswith("ssd_")} - gone == {
        "ssd_department.csv",
        "ssd_professionals.csv",
    }
    assert len(paths) - len(other) == 14


def test_the_command_offers_every_kind_of_export() -> None:
    assert app.SAMPLE_FORMATS == FORMATS


def test_an_unknown_kind_of_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="formats must be"):
        write_sample(tmp_path, formats=("annex_b",))
