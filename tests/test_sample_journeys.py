"""No child of the sample lives an impossible life."""

import holidays
import pandas as pd
import pytest

from data.sample import write_sample
from tests.sample_reading import TODAY, Sample

SPELLS = {
    "cin_episodes": ("cine_referral_date", "cine_close_date"),
    "cin_assessments": ("cina_assessment_start_date", "cina_assessment_auth_date"),
    "cin_plans": ("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    "s47_enquiry": ("s47e_s47_start_date", "s47e_s47_end_date"),
    "cp_plans": ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "cla_episodes": ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    "cla_placement": ("clap_cla_placement_start_date", "clap_cla_placement_end_date"),
    "legal_status": ("lega_legal_status_start_date", "lega_legal_status_end_date"),
    "immigration_status": (
        "immi_immigration_status_start_date",
        "immi_immigration_status_end_date",
    ),
}
KEYS = {
    "contacts": "cont_contact_id",
    "cin_episodes": "cine_referral_id",
    "cp_plans": "cppl_cp_plan_id",
    "cp_reviews": "cppr_cp_review_id",
    "cla_placement": "clap_cla_placement_id",
    "cla_episodes": "clae_cla_episode_id",
    "person": "pers_person_id",
    "professionals": "prof_professional_id",
}


@pytest.fixture(scope="module", params=[1, 20260401])
def sample(request, tmp_path_factory) -> Sample:
    folder = tmp_path_factory.mktemp("journeys")
    write_sample(folder, scale=0.3, months=40, seed=request.param, today=TODAY)
    return Sample(folder)


@pytest.mark.parametrize(("table", "columns"), SPELLS.items())
def test_nothing_ends_before_it_starts_or_lies_in_the_future(sample, table, columns):
    start, end = (sample.table(table)[column] for column in columns)
    assert len(start) > 0
    assert start.notna().all()
    assert not (end < start).any()
    assert max(start.max(), end.max()) <= pd.Timestamp("2026-10-31")


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique(sample, table, key):
    assert sample.table(table)[key].is_unique


@pytest.mark.parametrize("table", ["cin_episodes", "cp_plans"])
def test_a_child_has_one_at_a_time(sample, table):
    start, end = SPELLS[table]
    person = start.split("_")[0] + "_person_id"
    rows = sample.table(table).sort_values([person, start])
    _assert_apart(rows[person], rows[start], rows[end])


def test_a_child_is_in_care_once_at_a_time(sample):
    stays = sample.stays.sort_values(["person", "start"])
    _assert_apart(stays["person"], stays["start"], stays["end"])


@pytest.mark.parametrize(
    ("table", "group"),
    [("cla_placement", "clap_cla_id"), ("cla_episodes", "clae_cla_id")],
)
def test_each_follows_on_the_day_the_last_ended(sample, table, group):
    start, end = SPELLS[table]
    rows = sample.table(table).sort_values([group, start])
    same = rows[group].eq(rows[group].shift())
    assert (rows[start][same] == rows[end].shift()[same]).all()
    assert not (rows[end] == rows[start]).any()


def test_placements_and_legal_statuses_cover_care_and_no_more(sample):
    stays = sample.stays
    placed = sample.placements.groupby("cla_id")["start_date"].min().reindex(stays.index)
    assert (placed == stays["start"]).all()
    legal = sample.table("legal_status").groupby("lega_person_id")["lega_legal_status_start_date"]
    assert set(stays["person"]) == set(legal.groups)
    first = stays.groupby("person")["start"].min()
    assert (legal.min() == first.reindex(legal.min().index)).all()


def test_care_is_between_birth_and_the_18th_birthday(sample):
    stays = sample.stays
    born = pd.Series(sample.people["born"].reindex(stays["person"]).to_numpy(), stays.index)
    assert (stays["start"] >= born).all()
    grown = (stays["end"].fillna(pd.Timestamp("2026-10-31")) - born).dt.days / 365.25
    assert grown.max() < 18.01


def test_only_unborn_children_have_a_plan_before_birth(sample):
    plans = sample.plans
    born = sample.people["born"].reindex(plans["person_id"]).to_numpy()
    early = (born - plans["cp_plan_start_date"]).dt.days
    assert early.max() < 200
    assert 0 < (early > 0).mean() < 0.09
    assert ((plans["cp_plan_end_date"] - born).dt.days / 365.25).max() < 18.02


def test_conferences_are_on_working_days(sample):
    bank = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2028))
    reviews = sample.table("cp_reviews")
    ends = sample.plans.set_index("cp_plan_id")["cp_plan_end_date"]
    closing = ends.reindex(reviews["cppr_cp_plan_id"]).to_numpy() == reviews["cppr_cp_review_date"]
    for days in (
        sample.table("initial_cp_conference")["icpc_icpc_date"],
        reviews.loc[~closing, "cppr_cp_review_date"],
    ):
        assert len(days) > 100
        assert (days.dt.day_of_week < 5).all()
        assert not days.dt.date.isin(list(bank)).any()


def test_a_plan_starts_at_its_conference_unless_older_than_the_extract(sample):
    held = sample.table("initial_cp_conference").set_index("icpc_icpc_id")["icpc_icpc_date"]
    plans = sample.plans[sample.plans["icpc_id"].isin(held.index)]
    assert len(plans) > 100
    assert (held.reindex(plans["icpc_id"]).to_numpy() == plans["cp_plan_start_date"]).all()


def test_everybody_named_is_in_the_table_of_people(sample):
    known = set(sample.people.index)
    for path in [*sample.folder.glob("ssd_*.csv"), *sample.folder.glob("ssd_*.parquet")]:
        rows = sample.table(path.stem.removeprefix("ssd_"))
        for column in [name for name in rows.columns if name.endswith("_person_id")]:
            assert set(rows[column]) <= known, path.name


def _assert_apart(person: pd.Series, start: pd.Series, end: pd.Series) -> None:
    """In order of person and start, each begins when the same person's last is over."""
    same = person.eq(person.shift())
    assert same.sum() > 0
    before = end.shift()
    assert (before[same].notna() & (start[same] >= before[same])).all()
