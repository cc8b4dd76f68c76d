"""The sample's levels lie near England's, recomputed plainly from the files."""

import pandas as pd
import pytest

from tests.sample_reading import Sample, open_at, whole_sample, within, working_days

YEARS = [(f"{year - 1}-10-31", f"{year}-10-31") for year in range(2021, 2027)]
CHILDREN = 72_000

# Means of six years; England's level (2024 or 2025) lies within each.
RANGES = {
    "contacts per referral": (4, 6),
    "referrals per 10,000": (480, 600),
    "re-referrals %": (20, 24.5),
    "no further action %": (5, 9),
    "assessments in 45 days %": (81, 88),
    "section 47 per 10,000": (170, 215),
    "conferences per 10,000": (54, 76),
    "conferences in 15 days %": (76, 86),
    "plans per 10,000": (37, 54),
    "plans started per 10,000": (45, 62),
    "repeat plans %": (17, 28),
    "plans ended after 2 years %": (2.5, 6.5),
    "children in need per 10,000": (270, 350),
    "children in care per 10,000": (58, 80),
    "care started per 10,000": (18, 30),
    "care ended per 10,000": (17, 29),
    "asylum seekers among starts %": (9, 27),
    "three or more placements %": (8, 13.5),
    "residential %": (9, 17),
    "fostered %": (62, 78),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    return whole_sample(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def levels(sample) -> pd.DataFrame:
    return pd.DataFrame([_levels(sample, after, until) for after, until in YEARS])


@pytest.mark.parametrize(("name", "low", "high"), [(k, *v) for k, v in RANGES.items()])
def test_level_is_believable(levels, name, low, high):
    assert low <= levels[name].mean() <= high


def test_care_begins_level(sample):
    """Neither children in care nor interim care orders climb through the first two years: all
    that lasts long enough to matter was begun before."""
    stays, legal = sample.stays, sample.table("legal_status")
    interim = legal[legal["lega_legal_status"] == "C1"]
    start, end = interim["lega_legal_status_start_date"], interim["lega_legal_status_end_date"]
    days = [f"{day:%Y-%m-%d}" for day in pd.date_range("2020-05-31", "2022-04-30", freq="QE")]
    care = [open_at(stays["start"], stays["end"], day).sum() for day in days]
    orders = [open_at(start, end, day).sum() for day in days]
    assert max(care) < 1.13 * min(care)
    assert max(orders) < 1.4 * min(orders)


def test_children_stay_away_for_a_while_and_come_back(sample):
    """Each temporary stay follows a placement, and the next is the same one."""
    placed = sample.placements.sort_values(["cla_id", "start_date"])
    stay = placed["type"].str.startswith("T")
    assert 20 < stay.sum() < 400
    assert set(placed.loc[stay, "type"]) == {"T0", "T1", "T2", "T3", "T4"}
    assert placed.loc[stay, "provider"].isna().all()
    back = stay.shift(fill_value=False) & placed["cla_id"].eq(placed["cla_id"].shift())
    home = ["type", "provider", "urn", "distance"]
    assert placed[back][home].equals(placed[home].shift(2)[back])
    reasons = sample.table("cla_episodes").set_index("clae_cla_episode_start_date")
    same_carer = reasons["clae_cla_episode_start_reason"].isin(["T", "U"])
    assert 0 < same_carer.sum() < back.sum()


@pytest.mark.parametrize(
    "name", ["plans per 10,000", "children in care per 10,000", "re-referrals %", "repeat plans %"]
)
def test_first_year_is_no_false_climb(levels, name):
    """History before the first month is there: the first year is not half of the others."""
    assert levels[name].iloc[0] > 0.72 * levels[name].iloc[1:].mean()


def test_referrals_are_seasonal(sample):
    """Fewer in the school holidays of August and December, whole calendar years compared."""
    days = sample.referrals["referral_date"]
    by_month = days[days.dt.year.between(2019, 2025)].dt.month.value_counts()
    usual = by_month.drop([8, 12]).mean()
    assert by_month[8] < 0.9 * usual
    assert by_month[12] < 0.95 * usual
    assert by_month[[6, 10, 11]].mean() > 1.02 * usual


def test_siblings_share_dates(sample):
    plans = sample.plans.merge(
        sample.table("initial_cp_conference"), left_on="cp_plan_id", right_on="icpc_cp_plan_id"
    )
    sizes = plans.groupby("icpc_icpc_meeting_id").size()
    assert 0.3 < (sizes > 1).mean() < 0.8
    assert plans.groupby("icpc_icpc_meeting_id")["cp_plan_start_date"].nunique().max() == 1


def test_asylum_seekers_are_mostly_boys_born_on_the_15th(sample):
    seekers = sample.people.loc[sample.table("immigration_status")["immi_person_id"]]
    assert (seekers["born"].dt.day == 15).all()
    assert (seekers["pers_sex"] == "M").mean() > 0.85


def test_some_children_are_unborn_and_some_return_to_care(sample):
    unborn = sample.people["pers_dob"].isna()
    assert 5 < unborn.sum() < 400
    assert (sample.people.loc[unborn, "pers_sex"] == "U").all()
    assert sample.stays.duplicated("person").sum() > 20


def test_people_have_numbers_and_no_names(sample):
    assert sample.people.index.str.fullmatch(r"W\d{6}").all()
    columns = {name for each in sample.folder.glob("ssd_*.csv") for name in _header(each)}
    assert not {name for name in columns if "name" in name} - {
        "dept_team_name",
        "dept_team_parent_name",
    }


def _header(path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return file.readline().replace('"', "").strip().split(",")


def _levels(sample: Sample, after: str, until: str) -> dict[str, float]:
    return {
        **_need_levels(sample, after, until),
        **_plan_levels(sample, after, until),
        **_care_levels(sample, after, until),
    }


def _need_levels(sample: Sample, after: str, until: str) -> dict[str, float]:
    referrals = sample.referrals.sort_values(["person_id", "referral_date"])
    before = referrals.groupby("person_id")["referral_date"].shift()
    again = referrals["referral_date"] <= before + pd.DateOffset(years=1)
    now = within(referrals["referral_date"], after, until)
    assessed = sample.table("cin_assessments").dropna(subset="cina_assessment_auth_date")
    assessed = assessed[within(assessed["cina_assessment_auth_date"], after, until)]
    taken = working_days(
        assessed["cina_assessment_start_date"], assessed["cina_assessment_auth_date"]
    )
    contacts = within(sample.table("contacts")["cont_contact_date"], after, until).sum()
    enquiries = within(sample.table("s47_enquiry")["s47e_s47_start_date"], after, until).sum()
    in_need = open_at(referrals["referral_date"], referrals["close_date"], until).sum()
    return {
        "contacts per referral": contacts / now.sum(),
        "referrals per 10,000": _rate(now.sum()),
        "re-referrals %": 100 * again[now].mean(),
        "no further action %": 100 * (referrals.loc[now, "referral_nfa"] == "Y").mean(),
        "assessments in 45 days %": 100 * (taken <= 45).mean(),
        "section 47 per 10,000": _rate(enquiries),
        "children in need per 10,000": _rate(in_need),
    }


def _plan_levels(sample: Sample, after: str, until: str) -> dict[str, float]:
    plans = sample.plans.sort_values(["person_id", "cp_plan_start_date"])
    repeat = plans.duplicated("person_id")
    started = within(plans["cp_plan_start_date"], after, until)
    ended = within(plans["cp_plan_end_date"], after, until)
    long = plans["cp_plan_end_date"] >= plans["cp_plan_start_date"] + pd.DateOffset(years=2)
    held = sample.conferences[within(sample.conferences["held"], after, until)]
    all_held = sample.table("initial_cp_conference")["icpc_icpc_date"]
    open_now = open_at(plans["cp_plan_start_date"], plans["cp_plan_end_date"], until)
    return {
        "conferences per 10,000": _rate(within(all_held, after, until).sum()),
        "conferences in 15 days %": 100 * (held["waited"] <= 15).mean(),
        "plans per 10,000": _rate(open_now.sum()),
        "plans started per 10,000": _rate(started.sum()),
        "repeat plans %": 100 * repeat[started].mean(),
        "plans ended after 2 years %": 100 * long[ended].mean(),
    }


def _care_levels(sample: Sample, after: str, until: str) -> dict[str, float]:
    stays, placements = sample.stays, sample.placements
    now = stays[open_at(stays["start"], stays["end"], until)]
    started = stays[within(stays["start"], after, until)]
    seekers = set(sample.table("immigration_status")["immi_person_id"])
    mine = placements[placements["cla_id"].isin(now.index)]
    homes = _without_stays_away(mine)
    in_year = homes[(homes["start_date"] <= until) & ~(homes["end_date"] <= after)]
    types = mine[open_at(mine["start_date"], mine["end_date"], until)]["type"]
    return {
        "children in care per 10,000": _rate(len(now)),
        "care started per 10,000": _rate(len(started)),
        "care ended per 10,000": _rate(within(stays["end"], after, until).sum()),
        "asylum seekers among starts %": 100 * started["person"].isin(seekers).mean(),
        "three or more placements %": 100
        * (in_year.groupby("cla_id").size() >= 3).sum()
        / len(now),
        "residential %": 100 * types.isin(["K1", "K2", "R1", "R2", "R3", "S1"]).mean(),
        "fostered %": 100 * types.str.startswith("U").mean(),
    }


def _without_stays_away(placements: pd.DataFrame) -> pd.DataFrame:
    """Placements with each temporary stay, and the return from it, made part of the one left."""
    ordered = placements.sort_values(["cla_id", "start_date"])
    stay = ordered["type"].str.startswith("T")
    ordered = ordered[~(stay | stay.shift(fill_value=False))]
    follows = ordered["cla_id"].eq(ordered["cla_id"].shift(-1))
    return ordered.assign(end_date=ordered["start_date"].shift(-1).where(follows))


def _rate(count: float) -> float:
    return 10_000 * count / CHILDREN
