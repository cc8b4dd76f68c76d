"""What the sample records beside care agrees with the journeys, and lies near what is published."""

import pandas as pd
import pytest

from tests.sample_reading import Sample, whole_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    return whole_sample(tmp_path_factory.getbasetemp())


def _stays(sample: Sample) -> pd.DataFrame:
    """First start and last end of each period of care; far ahead where it is open."""
    rows = sample.table("cla_episodes")
    ends = rows["clae_cla_episode_ceased_date"].fillna(pd.Timestamp("2100-01-01"))
    return (
        rows.assign(end=ends)
        .groupby("clae_cla_id")
        .agg(
            child=("clae_person_id", "first"),
            start=("clae_cla_episode_start_date", "min"),
            end=("end", "max"),
        )
    )


def test_reviews_are_held_while_the_child_is_in_care(sample):
    stays, rows = _stays(sample), sample.table("cla_reviews")
    of = stays.reindex(rows["clar_cla_id"]).reset_index()
    held = rows["clar_cla_review_date"].reset_index(drop=True)
    assert of["start"].notna().all()
    assert ((held > of["start"]) & (held <= of["end"])).all()
    late = rows["clar_cla_review_date"] > rows["clar_cla_review_due_date"]
    assert 0.04 < late.mean() < 0.12


def test_visits_are_of_the_child_of_the_period(sample):
    stays, rows = _stays(sample), sample.table("cla_visits")
    of = stays.reindex(rows["clav_cla_id"]).reset_index()
    day = rows["clav_cla_visit_date"].reset_index(drop=True)
    assert (of["child"] == rows["clav_person_id"].reset_index(drop=True)).all()
    assert ((day >= of["start"]) & (day <= of["end"])).all()


def test_only_checks_still_to_come_are_planned(sample):
    rows = sample.table("cla_health")
    planned = rows["clah_health_check_status"] == "Planned"
    last = sample.table("cla_reviews")["clar_cla_review_date"].max()
    assert 0 < planned.sum() < 0.1 * len(rows)
    assert rows.loc[planned, "clah_health_check_date"].min() > last
    done = rows.loc[~planned, "clah_health_check_status"] == "Completed"
    assert 0.65 < done.mean() < 0.95


def test_care_leavers_are_each_there_once_and_were_in_care(sample):
    rows = sample.table("care_leavers")
    assert not rows["clea_person_id"].duplicated().any()
    assert rows["clea_person_id"].isin(_stays(sample)["child"]).all()
    touch = rows["clea_care_leaver_in_touch"]
    assert rows.loc[touch != "YES", "clea_care_leaver_latest_contact"].isna().all()
    told = rows[rows["clea_care_leaver_accom_suitable"].notna()]
    never = told["clea_care_leaver_accommodation"].isin(["S", "W", "X"])
    assert (told.loc[never, "clea_care_leaver_accom_suitable"].astype(int) == 2).all()


def test_an_adoption_order_is_the_end_of_care(sample):
    rows = sample.table("permanence")
    adopted = rows[rows["perm_permanence_order_type"] == "Adoption"]
    of = _stays(sample).reindex(adopted["perm_cla_id"]).reset_index()
    assert len(adopted) > 30
    assert (of["end"] == adopted["perm_permanence_order_date"].reset_index(drop=True)).all()
    moved = adopted["perm_placed_for_adoption_date"].dropna()
    assert (adopted.loc[moved.index, "perm_matched_date"] < moved).all()
    turned = rows[rows["perm_decision_reversed_date"].notna()]
    assert (turned["perm_decision_reversed_date"] > turned["perm_adm_decision_date"]).all()
    assert turned["perm_decision_reversed_reason"].notna().all()
