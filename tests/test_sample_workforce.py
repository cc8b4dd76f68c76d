"""The sample's post list: the workbook's and the published figures come out of it, recomputed
plainly from the files, and the people in it live possible lives."""

import holidays
import numpy as np
import pandas as pd
import pytest

from tests.sample_reading import Sample, open_at, whole_sample

ESTABLISHMENT = "Establishment: number of FTE social worker posts"
IN_POST = "Social workers in post (FTE)"
TURNOVER = "Social worker turnover - rolling year to month end (%)"
VACANCIES = "Vacancy rate at month end (%)"
AGENCY = "Agency social workers as a percentage of the workforce at month end (%)"
COVER = "Vacancies covered by agency workers at month end (%)"
NEW = "Newly qualified social workers (ASYE) in post at month end (%)"
SHORT = "Social workers in post for less than a year at month end (%)"
ABSENCE = "Sickness absence of social workers - rolling year to month end (%)"
CASELOAD = "Average caseload of case-holding social workers at month end"
UNALLOCATED = "Children without an allocated worker at month end"
AGENCY_SPEND = "Spend on agency staff in the month (£)"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    return whole_sample(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def posts(sample) -> pd.DataFrame:
    """All holdings with ``there`` (not ended by the month's end), ``employed``, ``agency``, and
    ``joined``: the first start of the person that a list so far tells."""
    posts = sample.posts
    kind = posts["Employment Type"]
    employee = posts["Staff Ref"].where(kind != "Agency")
    first = posts["Start Date"].groupby([employee, posts["As At"]]).transform("min")
    joined = first.groupby(employee).cummin()
    return posts.assign(
        joined=joined,
        there=posts["End Date"].isna() & (kind != "Vacant"),
        employed=kind.isin(["Permanent", "Fixed term"]),
        agency=kind == "Agency",
    )


@pytest.fixture(scope="module")
def months(posts) -> pd.DataFrame:
    """FTE and days of social workers by month, the slow obvious way."""
    rows = {}
    for day, listed in posts[posts["social"]].groupby("As At"):
        fte, here = listed["Contracted FTE"], listed["there"]
        held = listed[here & (listed["Allocated Cases"] > 0)]
        left = listed["employed"] & ~here & (listed["Leaving Reason"] != "Moved within LA")
        in_post = listed["employed"] & here
        agency = listed["agency"] & here
        recent = listed["joined"] > day - pd.DateOffset(years=1)
        vacant, covered = _vacant(listed.assign(in_post=in_post, covers=agency))
        working = _working_days(day)
        rows[day] = {
            "establishment": listed["Established FTE"].sum(),
            "in_post": fte[in_post].sum(),
            "left": fte[left].sum(),
            "agency": fte[agency].sum(),
            "vacancies": vacant,
            "cover": covered,
            "new": fte[in_post & (listed["ASYE (Y/N)"] == "Y")].sum(),
            "short": fte[in_post & recent].sum(),
            "cases": held["Allocated Cases"].sum(),
            "holders": held["Contracted FTE"].sum(),
            "sick": listed["Sick Days In Month"].sum(),
            "working": fte[in_post].sum() * working,
            "spend": (listed["Agency Day Rate"] * fte)[agency].sum() * working,
        }
    return pd.DataFrame.from_dict(rows, orient="index").sort_index()


def _vacant(listed: pd.DataFrame) -> tuple[float, float]:
    """FTE vacant, post by post, and what of it agency workers in the same post cover."""
    vacant = covered = 0.0
    for _, post in listed.groupby("Post Number"):
        filled = post.loc[post["in_post"], "Contracted FTE"].sum()
        gap = max(0.0, post["Established FTE"].sum() - filled)
        vacant += gap
        covered += min(gap, post.loc[post["covers"], "Contracted FTE"].sum())
    return vacant, covered


def _working_days(month_end: pd.Timestamp) -> int:
    bank = holidays.country_holidays("GB", subdiv="ENG", years=month_end.year)
    days = pd.date_range(month_end.replace(day=1), month_end)
    return sum(day.day_of_week < 5 and day.date() not in bank for day in days)


def test_every_month_of_the_span_is_listed(sample, months):
    assert len(months) == 78
    assert (months.index == months.index + pd.offsets.MonthEnd(0)).all()
    assert len(sample.workbook[IN_POST]) == 78


@pytest.mark.parametrize(
    ("label", "figure", "within"),
    [
        (ESTABLISHMENT, lambda m: m["establishment"], 1e-9),
        (IN_POST, lambda m: m["in_post"], 1e-9),
        (VACANCIES, lambda m: m["vacancies"] / (m["vacancies"] + m["in_post"]), 5.1e-5),
        (AGENCY, lambda m: m["agency"] / (m["agency"] + m["in_post"]), 5.1e-5),
        (COVER, lambda m: m["cover"] / m["vacancies"], 5.1e-5),
        (NEW, lambda m: m["new"] / m["in_post"], 5.1e-5),
        (SHORT, lambda m: m["short"] / m["in_post"], 5.1e-5),
        (CASELOAD, lambda m: m["cases"] / m["holders"], 0.051),
        (AGENCY_SPEND, lambda m: m["spend"], 100),
        (TURNOVER, lambda m: m["left"].rolling(12).sum() / m["in_post"], 5.1e-5),
        (ABSENCE, lambda m: m["sick"].rolling(12).sum() / m["working"].rolling(12).sum(), 5.1e-5),
    ],
)
def test_the_workbook_says_what_the_post_list_does(sample, months, label, figure, within):
    """Rolling figures from the month in which the list holds a whole year."""
    found = figure(months).to_numpy()
    known = ~np.isnan(found)
    assert known.sum() >= 67
    assert found[known] == pytest.approx(np.array(sample.workbook[label])[known], abs=within)


@pytest.mark.parametrize(
    ("measure", "figure"),
    [
        ("Work_Force_NoSW", lambda m: m["in_post"]),
        ("Work_Force_TO_Rate", lambda m: 100 * m["left"].rolling(12).sum() / m["in_post"]),
        ("Social_Work_Leavers", lambda m: m["left"].rolling(12).sum()),
        ("Work_Force_Vac_Rate", lambda m: 100 * m["vacancies"] / (m["vacancies"] + m["in_post"])),
        ("Work_Force_Agecy_Rate", lambda m: 100 * m["agency"] / (m["agency"] + m["in_post"])),
        ("Vacancies_cover", lambda m: 100 * m["cover"] / m["vacancies"]),
        ("Work_Force_AvgNumCase_SW", lambda m: m["cases"] / m["holders"]),
        ("Work_Force_Num_CaseHeld", lambda m: m["cases"]),
        (
            "Work_Force_SWAbsence",
            lambda m: 100 * m["sick"].rolling(12).sum() / m["working"].rolling(12).sum(),
        ),
    ],
)
def test_the_published_census_is_the_post_list_of_september(sample, months, measure, figure):
    published, found = sample.published(measure), figure(months)
    years = [year for year in range(2021, 2026) if year in published]
    assert len(years) == 5
    for year in years:
        assert found[f"{year}-09-30"] == pytest.approx(published[year], abs=0.051)


def test_levels_lie_near_englands(months):
    """England 2025: turnover 11.8, vacancies 14.2, agency 13.0, caseload 15.2, absence 3.5."""
    usual = months["2021-05":"2025-05"].mean()
    assert 11 < 12 * 100 * usual["left"] / usual["in_post"] < 14
    assert 12 < 100 * usual["vacancies"] / usual["establishment"] < 16
    assert 11 < 100 * usual["agency"] / (usual["agency"] + usual["in_post"]) < 15
    assert 14 < usual["cases"] / usual["holders"] < 17
    assert 3 < 100 * usual["sick"] / usual["working"] < 4


def test_cases_are_the_open_cases_of_the_case_system(sample, months):
    """Children in need and, for care leavers, 42 for each hundred children in care."""
    referrals, stays = sample.referrals, sample.stays
    for day, waiting in zip(months.index, sample.workbook[UNALLOCATED], strict=True):
        need = open_at(referrals["referral_date"], referrals["close_date"], str(day.date())).sum()
        care = open_at(stays["start"], stays["end"], str(day.date())).sum()
        assert months.loc[day, "cases"] + waiting == pytest.approx(need + 0.42 * care, abs=0.51)


def test_a_referral_is_taken_by_somebody_of_the_team_in_post_then(sample, posts):
    taken = sample.referrals[sample.referrals["referral_date"] >= "2020-05-01"]
    teams = sample.table("department").set_index("dept_team_id")["dept_team_name"]
    wanted = pd.DataFrame(
        {
            "As At": taken["referral_date"] + pd.offsets.MonthEnd(0),
            "Team": taken["referral_team"].map(teams),
            "Staff Ref": taken["referral_worker_id"],
        }
    ).drop_duplicates()
    assert len(wanted) > 1000
    there = posts[posts["there"] & posts["social"] & (posts["Case Holding (Y/N)"] == "Y")]
    both = wanted.merge(there[list(wanted.columns)].drop_duplicates(), how="left", indicator=True)
    assert (both["_merge"] == "both").all()


def test_the_case_systems_staff_are_those_of_the_post_list(sample, posts):
    staff = sample.table("professionals").set_index("prof_professional_id")
    listed = posts[posts["social"] & posts["Staff Ref"].notna()]
    one = listed.drop_duplicates("Staff Ref", keep="last").set_index("Staff Ref")
    assert set(one.index) <= set(staff.index)
    assert one["SWE No"].is_unique
    last = listed[(listed["As At"] == listed["As At"].max()) & listed["there"]]
    cases = last.groupby("Staff Ref")["Allocated Cases"].sum()
    caseload = staff["prof_professional_caseload"].astype(int)
    assert (caseload.loc[cases.index] == cases).all()
    assert caseload.sum() == cases.sum() > 1000


def test_teams_and_services_are_the_case_systems(sample, posts):
    departments = sample.table("department")
    named = departments[["dept_team_name", "dept_team_parent_name"]].itertuples(index=False)
    assert set(posts[["Team", "Service"]].itertuples(index=False, name=None)) == {
        tuple(each) for each in named
    }


def test_nobody_vanishes(posts):
    """Whoever is there one month is there the next, or listed as having ended in it."""
    key = ["Staff Ref", "Post Number", "Start Date"]
    for day, listed in posts.dropna(subset="Staff Ref").groupby("As At"):
        following = posts[posts["As At"] == day + pd.offsets.MonthEnd(1)]
        if len(following):
            both = listed[listed["there"]][key].merge(following[key], how="left", indicator=True)
            assert (both["_merge"] == "both").all(), day


def test_a_holding_ends_in_the_month_that_lists_its_end(posts):
    ended = posts.dropna(subset="End Date")
    assert len(ended) > 500
    assert (ended["End Date"] + pd.offsets.MonthEnd(0) == ended["As At"]).all()
    assert (ended["End Date"] >= ended["Start Date"]).all()
    assert ended["Leaving Reason"].notna().all()
    assert (ended["Established FTE"] == 0).all()
    assert ended["Allocated Cases"].isna().all()
    assert posts.loc[posts["End Date"].isna(), "Leaving Reason"].isna().all()


def test_who_moves_within_the_council_has_another_post_the_next_day(posts):
    moved = posts[posts["Leaving Reason"] == "Moved within LA"]
    assert len(moved) > 10
    both = moved.merge(posts[posts["there"]], on=["As At", "Staff Ref"])
    assert len(both) == len(moved)
    assert (both["Start Date_y"] == both["End Date_x"] + pd.Timedelta(days=1)).all()
    assert (both["Post Number_x"] != both["Post Number_y"]).all()


def test_a_person_starts_once_in_a_post(posts):
    people = posts.dropna(subset="Staff Ref")
    assert (people["Start Date"] <= people["As At"]).all()
    first = people.groupby(["Staff Ref", "Post Number", "Start Date"])["As At"].min()
    started = first.index.get_level_values("Start Date") + pd.offsets.MonthEnd(0)
    later = first > posts["As At"].min()
    assert (first[later] == started[later]).all()


def test_vacant_posts_have_nobody(posts):
    vacant = posts[posts["Employment Type"] == "Vacant"]
    assert len(vacant) > 300
    assert vacant["Staff Ref"].isna().all()
    assert (vacant["Contracted FTE"] == 0).all()
    assert (vacant["Established FTE"] > 0).all()
    assert vacant["Allocated Cases"].isna().all()


def test_oddities_are_there_at_low_rates(posts):
    """Shared posts, one person in two posts, a holder too many, maternity, newly qualified."""
    last = posts[posts["As At"] == posts["As At"].max()]
    here = last[last["there"] & last["employed"]]
    agreed = last.groupby("Post Number")["Established FTE"].agg(["sum", lambda each: sum(each > 0)])
    agreed.columns = ["sum", "rows"]
    assert agreed["sum"].max() <= 1 + 1e-9
    assert 2 <= (agreed["rows"] == 2).sum() <= 12
    assert (agreed.loc[agreed["rows"] == 2, "sum"] > 0.99).all()
    everybody = posts[posts["there"] & posts["employed"]]
    held = everybody.groupby(["As At", "Staff Ref"])["Post Number"].nunique()
    assert held.max() == 2
    twice = held[held == 2].groupby("As At").size()
    assert len(twice) > 60
    assert twice.max() <= 6
    beyond = posts[posts["employed"] & posts["there"] & (posts["Established FTE"] == 0)]
    assert 1 <= beyond["Staff Ref"].nunique() <= 40
    assert (posts["Absence Type"] == "Maternity").sum() > 100
    assert (posts["Absence Type"] == "Long-term sickness").sum() > 50
    away = posts[posts["Absence Type"] == "Maternity"]
    assert (away["Sick Days In Month"] == 0).all()
    assert away["Allocated Cases"].fillna(0).eq(0).all()
    assert 3 < here["ASYE (Y/N)"].eq("Y").sum() < 40
    assert posts.loc[~posts["social"], "SWE No"].isna().all()


def test_turnover_steps_up_among_the_leavers(months):
    left = 12 * 100 * months["left"] / months["in_post"]
    before, after = left["2020-05":"2025-05"].mean(), left["2025-07":].mean()
    assert before < 14
    assert after > 17
