"""The sample's visits, episodes of being missing and reviews agree with its children's lives."""

import pandas as pd
import pytest

from data.sample import write_sample
from tests.sample_reading import TODAY, Sample

LAST = pd.Timestamp("2026-10-31")
KINDS = {
    "cp": ("cp_visits", "cppv", "cp_plans", "cppl"),
    "cin": ("cin_visits", "cinv", "cin_plans", "cinp"),
}


@pytest.fixture(scope="module", params=[1, 20260401])
def sample(request, tmp_path_factory) -> Sample:
    folder = tmp_path_factory.mktemp("visits")
    write_sample(folder, scale=0.3, months=40, seed=request.param, today=TODAY)
    return Sample(folder)


def _visits(sample: Sample, kind: str) -> pd.DataFrame:
    """Each visit with the plan of the child in which it falls."""
    visits, v, plans, p = KINDS[kind]
    made = sample.table(visits).rename(
        columns={f"{v}_person_id": "person", f"{v}_{kind}_visit_date": "day"}
    )
    of = sample.table(plans).rename(
        columns={
            f"{p}_person_id": "person",
            f"{p}_{kind}_plan_start_date": "start",
            f"{p}_{kind}_plan_end_date": "end",
        }
    )
    both = made.merge(of[["person", "start", "end"]], on="person")
    within = both[(both["day"] > both["start"]) & (both["day"] <= both["end"].fillna(LAST))]
    return within.assign(made=len(made))


@pytest.mark.parametrize("kind", KINDS)
def test_each_visit_falls_within_one_plan_of_the_child(sample, kind):
    within = _visits(sample, kind)
    key = f"{KINDS[kind][1]}_{kind}_visit_id"
    assert len(within) == within["made"].iloc[0] > 500
    assert within[key].is_unique
    assert not within.duplicated(["person", "day"]).any()
    assert within["day"].max() <= LAST
    assert within["day"].dt.day_of_week.max() < 5


@pytest.mark.parametrize(("kind", "most", "share"), [("cp", 14, 0.88), ("cin", 28, 0.86)])
def test_most_visits_follow_one_another_within_the_standard(sample, kind, most, share):
    days = _visits(sample, kind).sort_values(["person", "start", "day"])
    gap = days.groupby(["person", "start"])["day"].diff().dt.days.dropna()
    assert share < (gap <= most).mean() < 0.99


@pytest.mark.parametrize("kind", KINDS)
def test_a_child_not_seen_was_not_seen_alone(sample, kind):
    visits, v, _, _ = KINDS[kind]
    made = sample.table(visits)
    seen, alone = made[f"{v}_{kind}_visit_seen"], made[f"{v}_{kind}_visit_seen_alone"]
    assert 0.01 < (seen == "N").mean() < 0.06
    assert not ((seen == "N") & (alone == "Y")).any()


def test_children_go_missing_from_care_one_time_at_a_time(sample):
    episodes = sample.table("missing").sort_values(
        ["miss_person_id", "miss_missing_episode_start_date"]
    )
    start = episodes["miss_missing_episode_start_date"]
    end = episodes["miss_missing_episode_end_date"].fillna(LAST)
    child = episodes["miss_person_id"]
    assert len(episodes) > 100
    assert episodes["miss_table_id"].is_unique
    assert (end >= start).all() and end.max() <= LAST
    assert not ((child == child.shift()) & (start <= end.shift())).any()
    both = episodes.merge(sample.stays, left_on="miss_person_id", right_on="person")
    begun = both["miss_missing_episode_start_date"]
    cared = both[(begun >= both["start"]) & (begun <= both["end"].fillna(LAST))]
    assert set(cared["miss_table_id"]) == set(episodes["miss_table_id"])
    born = sample.people["born"].reindex(child).to_numpy()
    assert ((start - born).dt.days / 365.25).min() > 11


def test_a_few_children_make_most_of_the_missing_episodes(sample):
    counts = sample.table("missing")["miss_person_id"].value_counts()
    assert counts.nlargest(len(counts) // 3).sum() > 0.55 * counts.sum()
    assert len(counts) < 0.3 * sample.stays["person"].nunique()


def test_reviews_are_due_by_calendar_months(sample):
    reviews = sample.table("cp_reviews").sort_values("cppr_cp_review_date")
    starts = sample.plans.set_index("cp_plan_id")["cp_plan_start_date"]
    before = reviews.groupby("cppr_cp_plan_id")["cppr_cp_review_date"].shift()
    first = before.isna()
    months = pd.Series([pd.DateOffset(months=3 if each else 6) for each in first], reviews.index)
    begun = before.where(~first, reviews["cppr_cp_plan_id"].map(starts))
    whole = begun >= pd.Timestamp("2021-07-01")  # before, reviews may lie outside the extract
    due = pd.Series([day + step for day, step in zip(begun, months, strict=True)], reviews.index)
    assert whole.sum() > 100
    assert (due[whole] == reviews.loc[whole, "cppr_cp_review_due"]).all()


def test_some_assessed_families_go_on_to_early_help(sample):
    closed = sample.referrals["close_reason"].value_counts(normalize=True)
    assert 0.05 < closed["RC9"] < 0.2
    assessed = sample.table("cin_assessments")["cina_referral_id"]
    helped = sample.referrals[sample.referrals["close_reason"] == "RC9"]["referral_id"]
    assert helped.isin(assessed).mean() > 0.95
