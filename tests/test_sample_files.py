"""The sample's files as files: deterministic, loadable without a reject, and agreeing."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from data.home import Home
from data.sample import write_sample
from data.sample.councils import COUNCILS, NEIGHBOURS
from queries.catalogue import read_catalogue
from queries.refresh import check
from tests.sample_reading import TODAY, Sample, open_at


def _hashes(folder: Path, **arguments) -> dict[str, str]:
    paths = write_sample(folder, **({"scale": 0.05, "months": 14, "today": TODAY} | arguments))
    assert sorted(paths) == sorted(folder.iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_same_arguments_same_bytes(tmp_path):
    assert _hashes(tmp_path / "a") == _hashes(tmp_path / "b")


def test_another_seed_is_another_council(tmp_path):
    one, other = _hashes(tmp_path / "a"), _hashes(tmp_path / "b", seed=7)
    same = {name for name in one if one[name] == other[name]}
    invariable = {
        "ssd_department.csv",
        "statistical_neighbours_2025.csv",
        "children_plan_targets.xlsx",
    }
    assert {name for name in same if not name.startswith("ons_")} <= invariable


def test_scale_multiplies_the_children(tmp_path):
    sizes = []
    for scale in (0.1, 0.4):
        write_sample(tmp_path / str(scale), scale=scale, months=14, today=TODAY)
        sizes.append(len(Sample(tmp_path / str(scale)).referrals))
    assert 3.2 < sizes[1] / sizes[0] < 4.8


def test_a_large_council_is_made_in_cohorts_that_do_not_clash(tmp_path, monkeypatch):
    monkeypatch.setattr("data.sample.write.COHORT_SCALE", 0.1)
    write_sample(tmp_path, scale=0.3, months=14, today=TODAY)
    sample = Sample(tmp_path)
    assert sample.people.index.is_unique
    assert sample.referrals["referral_id"].is_unique
    assert sample.placements["id"].is_unique
    assert len(sample.table("department")) == 10
    assert not sample.costs.duplicated(["As At", "Placement ID"]).any()
    weekly = sample.costs.groupby("As At")["Total weekly cost"].sum()
    assert weekly.tolist() == sample.workbook["Spend on placements at month end (£ a week)"]
    assert 900 < len(sample.referrals) / 0.3 / 4 < 6000


@pytest.mark.parametrize(("scale", "months"), [(0, 78), (-1, 78), (1, 13)])
def test_bad_arguments_are_refused(tmp_path, scale, months):
    with pytest.raises(ValueError, match="must be"):
        write_sample(tmp_path, scale=scale, months=months)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    folder = tmp_path_factory.mktemp("files")
    write_sample(folder, scale=0.5, months=30, today=TODAY)
    return Sample(folder)


def test_every_file_loads_without_a_reject(sample, tmp_path):
    said = check(sorted(sample.folder.iterdir()), Home(tmp_path))["files"]
    tables = {each["table"] for each in said}
    assert {"reported_figure", "target", "published_figure", "population", "neighbour"} <= tables
    assert {f"ssd_{name}" for name in ("contacts", "cp_plans", "cla_placement")} <= tables
    for each in said:
        assert each["table"] is not None, each["file"]
        assert each["rows_rejected"] == 0, (each["file"], each["rejects"][:3])
        assert each["rows_loaded"] == each["rows_read"] > 0
        assert {warning["rule"] for warning in each["warnings"]} <= {"blank"}


@pytest.fixture(scope="module")
def lait(sample) -> pd.DataFrame:
    return pd.read_parquet(sample.folder / "lait_sample.parquet")


def test_lait_has_every_measure_that_the_catalogue_compares_with(lait):
    wanted = set()
    for indicator in read_catalogue().values():
        for way in indicator.published:
            wanted |= {way.measure, *way.numerator, *way.denominator} - {None}
    names = {name.removeprefix("lait/") for name in wanted if name.startswith("lait/")}
    assert names
    assert names <= set(lait["Short Desc"])


def test_lait_holds_eleven_councils_region_and_england(lait):
    named = {council.name for council in COUNCILS} | {"England", "West Midlands"}
    assert set(lait["LA and Regions"]) == named
    assert len(NEIGHBOURS) == 10
    numbers = set(lait["LA Number"])
    assert numbers == {float(each) for each in range(600, 611)} | {970.0, 984.0}


def test_care_leavers_in_and_out_of_work_are_no_more_than_all(lait):
    """The rest, a few in a hundred, are those whose activity is not known."""
    wide = lait.assign(value=pd.to_numeric(lait["Values"], errors="coerce")).pivot_table(
        index=["LA and Regions", "Years"], columns="Short Desc", values="value"
    )
    both = (wide["CareLeaverEET"] + wide["CareLeaversNEET"]).dropna()
    assert len(both) > 50
    assert both.between(82, 100).all()


def test_one_neighbour_misses_a_year_and_small_counts_are_suppressed(sample, lait):
    gap = lait[(lait["LA Number"] == 607) & (lait["Years"] == "2023")]
    assert (gap["Values"] == "-").all()
    (path,) = sample.folder.glob("c4_*.csv")
    enquiries = pd.read_csv(path, dtype=str)
    assert (enquiries == "c").any().any()
    assert (enquiries == "x").any().any()
    numbers = pd.to_numeric(enquiries["Duration_21+_days"], errors="coerce").dropna()
    assert not numbers.between(1, 5).any()


@pytest.mark.parametrize("year", [2025, 2026])
def test_published_plans_are_the_cases_at_31_march(sample, lait, year):
    plans = sample.plans
    open_then = open_at(plans["cp_plan_start_date"], plans["cp_plan_end_date"], f"{year}-03-31")
    assert _figure(lait, "CPP_Num", year) == open_then.sum() > 0


def test_published_children_in_care_are_the_cases_at_31_march(sample, lait):
    stays = sample.stays
    assert (
        _figure(lait, "LACnum", 2025) == open_at(stays["start"], stays["end"], "2025-03-31").sum()
    )


def test_published_referrals_are_the_cases_of_the_year(sample, lait):
    days = sample.referrals["referral_date"]
    assert _figure(lait, "CPP_Total_NumRef", 2026) == days.between("2025-04-01", "2026-03-31").sum()


def test_published_counts_agree_between_files(sample, lait):
    (path,) = sample.folder.glob("c1_*.csv")
    referrals = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    row = referrals[(referrals["old_la_code"] == "603") & (referrals["time_period"] == "2025")]
    value = lait[
        (lait["LA Number"] == 603)
        & (lait["Years"] == "2025")
        & (lait["Short Desc"] == "CPP_Total_NumRef")
    ]["Values"].item()
    assert row["referral_count"].item() == value


def test_rates_are_counts_over_the_population_of_the_year_before(sample, lait):
    (path,) = sample.folder.glob("ons_*.csv")
    people = pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    own = people[(people["old_la_code"] == "600") & (people["time_period"] == "2024")]
    children = float(own["population_estimate"].item())
    rate = 10_000 * _figure(lait, "CPP_Num", 2025) / children
    assert _figure(lait, "CPP_rate", 2025) == pytest.approx(rate, abs=0.051)


def _figure(lait: pd.DataFrame, measure: str, year: int) -> float:
    rows = lait[
        (lait["Short Desc"] == measure) & (lait["LA Number"] == 600) & (lait["Years"] == str(year))
    ]
    return float(rows["Values"].item())
