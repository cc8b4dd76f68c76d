"""The planted stories are there, recomputed plainly from the files."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data.sample import write_sample
from data.sample.span import Span
from data.sample.stories import RESIDENTIAL_URNS, planted_stories
from tests.sample_reading import TODAY, Sample, whole_sample

SPAN = Span(date(2026, 10, 31), 78)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Sample:
    return whole_sample(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def workbook(sample) -> dict[str, list[float]]:
    return sample.workbook


def test_stories_name_themselves_and_real_months():
    for story in planted_stories(SPAN):
        assert story.first <= story.last <= SPAN.end
        assert (story.last + timedelta(days=1)).day == 1
        assert len(story.told) > 40


def test_conferences_dip_one_summer_and_recover(sample):
    story = planted_stories(SPAN).conference_dip
    assert (story.first, story.last) == (date(2025, 7, 31), date(2025, 9, 30))
    held = sample.conferences
    in_time = (held["waited"] <= 15).groupby(held["held"].dt.to_period("M")).mean() * 100
    dip = in_time["2025-07":"2025-09"]
    assert dip.mean() < 58
    assert dip.max() < 68
    assert in_time["2024-01":"2025-06"].mean() > 75
    assert in_time["2025-11":"2026-10"].mean() > 75


def test_turnover_steps_up_and_stays(workbook):
    turnover = workbook["Social worker turnover - rolling year to month end (%)"]
    story = planted_stories(SPAN).turnover_step
    at = SPAN.month_ends().index(story.first)
    assert max(turnover[12:at]) < 0.155
    assert min(turnover[-3:]) > 0.17
    rises = [
        later > earlier for earlier, later in zip(turnover[at:], turnover[at + 6 :], strict=False)
    ]
    assert all(rises[:6])


def test_more_adolescents_enter_care(sample):
    story = planted_stories(SPAN).adolescents_rise
    stays = sample.stays
    teenage = stays[stays["age"] >= 11]["start"]
    younger = stays[stays["age"] < 11]["start"]
    first = pd.Timestamp(story.first).replace(day=1)

    def a_year(starts: pd.Series, after: pd.Timestamp, until: pd.Timestamp) -> float:
        return ((starts >= after) & (starts < until)).sum() / ((until - after).days / 365.25)

    end, before = pd.Timestamp("2026-11-01"), first - pd.DateOffset(years=4)
    assert a_year(teenage, first, end) > 1.25 * a_year(teenage, before, first)
    assert a_year(younger, first, end) < 1.4 * a_year(younger, before, first)


def test_a_little_of_the_last_month_is_not_yet_recorded(tmp_path, monkeypatch):
    """The same council with everything recorded has a few more contacts in its last month."""
    sizes = []
    for share in (0.03, 0.0):
        for module in ("contacts", "need_tables"):
            monkeypatch.setattr(f"data.sample.{module}.NOT_YET_RECORDED", share)
        folder = tmp_path / str(share)
        write_sample(folder, scale=0.5, months=14, today=TODAY)
        days = Sample(folder).table("contacts")["cont_contact_date"]
        sizes.append(((days >= "2026-10-01").sum(), (days < "2026-10-01").sum()))
    (late, before), (whole, same) = sizes
    assert before == same
    assert 0.94 * whole < late < 0.99 * whole


def test_four_residential_placements_drive_the_overspend(sample, workbook):
    placements = sample.placements
    planted = placements[placements["urn"].isin(RESIDENTIAL_URNS)].sort_values("start_date")
    assert len(planted) == 4
    assert planted["type"].eq("K2").all()
    assert planted["provider"].eq("PR4").all()
    assert planted["end_date"].isna().all()
    months = planted["start_date"].dt.to_period("M").astype(str)
    assert months.tolist() == ["2026-07", "2026-08", "2026-09", "2026-10"]
    ages = planted["start_date"] - sample.people["born"].reindex(planted["person_id"]).to_numpy()
    assert (ages.dt.days / 365.25).between(11, 18).all()
    label = "Forecast variance as a percentage of budget, overspend positive, year to date (%)"
    variance = workbook[label]
    assert max(abs(share) for share in variance[:-4]) < 0.0105
    assert variance[-1] > 0.0125
    assert variance[-5] < variance[-4] < variance[-3] < variance[-2] < variance[-1]
