"""The sample's children as SSDA903 returns and children in need censuses, year by year."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.sample import write_sample
from data.sample.formats import write_format
from data.sample.span import Span
from data.sources import open_file
from tests.sample_reading import TODAY, Sample

MONTHS, SEED = 20, 20260401
SPAN = Span(date(2026, 10, 31), MONTHS)
YEARS = ("2023-24", "2024-25", "2025-26")
COLUMNS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
}


@dataclass
class Returns:
    """A folder of returns and the case tables that they were cut from."""

    folder: Path
    sample: Sample

    def table(self, name: str, year: str, kind: str = "ssda903") -> pd.DataFrame:
        path = self.folder / f"{kind}_{year}" / f"{name}.csv"
        return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Returns:
    made, cut = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("cut")
    write_sample(made, scale=0.4, months=MONTHS, today=TODAY)
    for name in ("ssda903", "cin_census", "cin_census_csv"):
        write_format(made, cut, name, SPAN, SEED)
    return Returns(cut, Sample(made))


def days(texts: pd.Series) -> pd.Series:
    return pd.to_datetime(texts, format="%d/%m/%Y")


def year_of(year: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = int(year[:4])
    return pd.Timestamp(first, 4, 1), pd.Timestamp(first + 1, 3, 31)


def test_years_are_those_that_the_history_covers_whole(returns: Returns) -> None:
    assert {p.name for p in returns.folder.glob("ssda903_*")} == {f"ssda903_{y}" for y in YEARS}
    censuses = {path.name for path in returns.folder.glob("cin_census_*.xml")}
    assert censuses == {f"cin_census_{year}.xml" for year in YEARS}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_stand_in_the_returns_order(returns: Returns, name: str) -> None:
    assert ",".join(returns.table(name, "2025-26").columns) == COLUMNS[name]


@pytest.mark.parametrize("year", YEARS)
def test_an_episode_is_open_in_its_year_and_ends_by_its_end(returns: Returns, year: str) -> None:
    first, last = year_of(year)
    told = returns.table("episodes", year)
    own = returns.sample.table("cla_episodes")
    ends = own["clae_cla_episode_ceased_date"]
    expected = own[(own["clae_cla_episode_start_date"] <= last) & ~(ends < first)]
    assert len(told) == len(expected) > 0
    assert days(told["DECOM"]).max() <= last and days(told["DEC"]).max() <= last
    assert days(told["DEC"]).min() >= first
    assert (told["DEC"].eq("") == told["REC"].eq("")).all()
    known = (ends.loc[expected.index] <= last).sum()
    assert told["DEC"].ne("").sum() == known


def test_episodes_of_a_child_follow_one_another(returns: Returns) -> None:
    told = returns.table("episodes", "2025-26")
    told = told.assign(start=days(told["DECOM"]), end=days(told["DEC"]))
    told = told.sort_values(["CHILD", "start"])
    assert (told["start"] != told["end"]).all()
    following = told.groupby("CHILD")["start"].shift(-1)
    continues = told["REC"] == "X1"
    assert (following[continues] == told["end"][continues]).all()
    begins = told.groupby("CHILD")["RNE"].shift(-1)
    ended = ~told["REC"].isin(["X1", ""]) & begins.notna()
    assert (begins[ended] == "S").all()
    temporary = told["PLACE"].str.startswith("T")
    assert told.loc[temporary, "REASON_PLACE_CHANGE"].eq("").all()
    assert told["LS"].ne("").all() and told["REASON_PLACE_CHANGE"].ne("").any()


def test_health_in_the_year_is_of_children_in_care_for_all_of_it(returns: Returns) -> None:
    told = returns.table("oc2", "2025-26").set_index("CHILD")
    episodes = returns.table("episodes", "2025-26")
    still = set(episodes.loc[episodes["DEC"].eq(""), "CHILD"])
    assert len(told) > 0 and set(told.index) <= still
    checks = returns.sample.table("cla_health")
    first, last = year_of("2025-26")
    done = checks[
        checks["clah_health_check_date"].between(first, last)
        & checks["clah_health_check_status"].eq("Completed")
    ].set_index("clah_person_id")
    for child, row in told.iterrows():
        types = done.loc[[child]] if child in done.index else done.iloc[:0]
        dental = types["clah_health_check_type"].eq("Dental Check")
        assert row["TEETH_CHECK"] == str(int(dental.any()))
        health = types.loc[~dental, "clah_health_check_date"] > pd.Timestamp(2025, 9, 30)
        young = pd.Timestamp(2026, 3, 31) < days(pd.Series([row["DOB"]]))[0] + pd.DateOffset(
            years=5
        )
        both = health.nunique() == 2
        assert row["HEALTH_ASSESSMENT"] == str(int(both if young else len(health) > 0))


def test_care_leavers_are_told_in_the_last_return_alone(returns: Returns) -> None:
    folders = [path.parent.name for path in returns.folder.glob("ssda903_*/oc3.csv")]
    assert folders == ["ssda903_2025-26"]
    told = returns.table("oc3", "2025-26")
    assert told["ACCOM"].str.fullmatch("[A-Z][12]|0").all() and told["CHILD"].is_unique


def test_a_census_holds_the_episodes_open_in_its_year(returns: Returns) -> None:
    first, last = year_of("2024-25")
    told = returns.table("CINdetails", "2024-25", "cin_census")
    own = returns.sample.referrals
    nfa = own["referral_nfa"] == "Y"
    ends = own["close_date"].where(~nfa, own["referral_date"])
    is_open = (own["referral_date"] <= last) & ~(ends < first)
    assert len(told) == is_open.sum() > 0
    assert told["ReferralNFA"].eq("true").sum() == (is_open & nfa).sum()
    assert pd.to_datetime(told["CINclosureDate"]).max() <= last
    assert list(told.columns[:3]) == ["Unnamed: 0", "LAchildID", "CINdetailsID"]


def test_a_conference_of_a_child_who_moved_in_stands_with_the_episode(returns: Returns) -> None:
    held = returns.sample.table("initial_cp_conference")
    transferred = held["icpc_icpc_transfer_in"] == "Y"
    moved = ordinary = 0
    for year in YEARS:
        first, last = year_of(year)
        in_year = held["icpc_icpc_date"].between(first, last)
        details = returns.table("CINdetails", year, "cin_census")["DateOfInitialCPC"]
        assert details.ne("").sum() == (in_year & transferred).sum()
        enquiries = returns.table("Section47", year, "cin_census")["DateOfInitialCPC"]
        assert enquiries.ne("").sum() == (in_year & ~transferred).sum()
        moved, ordinary = moved + details.ne("").sum(), ordinary + enquiries.ne("").sum()
    assert moved and ordinary


def test_the_xml_has_the_same_tables_as_the_flattened_files(returns: Returns) -> None:
    path = returns.folder / "cin_census_2025-26.xml"
    opened = {table.sheet: table for table in open_file(path, path.name)}
    own_ids = {"CINdetailsID", "CPPID"}  # counted by whoever flattens
    for csv in sorted((returns.folder / "cin_census_2025-26").iterdir()):
        flat = pd.read_csv(csv, dtype=str, keep_default_na=False).iloc[:, 1:]
        headings, *rows = opened[csv.stem].read_rows()
        xml = pd.DataFrame(rows, columns=headings).fillna("")
        columns = [name for name in flat.columns if name in xml and name not in own_ids]
        assert sorted(map(tuple, xml[columns].values)) == sorted(map(tuple, flat[columns].values))
        assert not flat.drop(columns=[*columns, *own_ids & set(flat)]).astype(bool).any(axis=None)


@pytest.mark.parametrize("name", ["ssda903", "cin_census"])
def test_the_same_children_give_the_same_bytes(returns: Returns, tmp_path: Path, name: str) -> None:
    written = write_format(returns.sample.folder, tmp_path, name, SPAN, SEED)
    for path in written:
        assert path.read_bytes() == (returns.folder / path.relative_to(tmp_path)).read_bytes()
