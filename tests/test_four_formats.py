"""The same children in every kind of export: the same figures, wherever a kind can tell them."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.home import Home
from data.sample import write_sample
from data.sample.formats import write_format
from data.sample.span import Span, latest_complete_month
from queries.catalogue import Indicator, catalogue
from queries.refresh import refresh
from queries.store import current_store
from queries.tellers import tellers
from tests.conftest import SAMPLE_SEED
from tests.sample_reading import TODAY

SCALE, MONTHS = 0.1, 20
SPAN = Span(latest_complete_month(TODAY), MONTHS)
FORMATS = {
    "annex_a": "annex_a",
    "ssda903": "ssda903",
    "cin_census": "cin_census",
    "cin_census_csv": "cin_census",
}
# Splits that a kind tells in the same words. What a part is called by a team, and which children
# are known to be disabled, differs between kinds.
SPLITS = {
    "annex_a": ("age", "sex", "ethnicity", "category", "source_of_referral", "legal_status",
                "placement", "provider", "asylum_seeking"),
    "ssda903": ("age", "sex", "ethnicity", "legal_status", "placement", "provider",
                "asylum_seeking"),
    # Sex and ethnicity are as known at the year's end: not of the unborn.
    "cin_census": ("age", "category", "source_of_referral", "need"),
}  # fmt: skip
# Less than the whole by nature: no figure may be more than that of the own records.
LESS = {("annex_a", "initial_conferences")}
# As around each birthday, where the own records have the state at the last month's end.
OTHER_DAY = {("ssda903", slug) for slug in catalogue() if slug.startswith("care_leavers_")}
# What follows a referral or a conference may follow after the return's last day.
STILL_TO_COME = {
    ("cin_census", slug)
    for slug in ("referrals_to_assessment", "assessments_step_across",
                 "initial_conferences_to_plan", "section_47_to_conference")
}  # fmt: skip
# Yes or no of a year, without a day.
AT_31_MARCH = {
    ("ssda903", slug) for slug in ("dental_check_in_year", "health_assessment_in_year")
}  # fmt: skip
# Told only once several years of sets are there.
LATER = {
    ("ssda903", "days_entry_to_adoptive_family"),
    ("ssda903", "placement_stability_2_years"),
    ("ssda903", "adopted_within_12_months_of_decision"),
    ("ssda903", "days_placement_order_to_match"),
}

Figures = dict[tuple, tuple]


@dataclass(frozen=True)
class Told:
    """``kind`` as tellers name it; ``figures`` by slug, unit, window, split, member and period."""

    kind: str
    figures: Figures

    def of(self, slug: str, splits: tuple[str, ...] = ("",)) -> Figures:
        return {
            key: figure
            for key, figure in self.figures.items()
            if key[0] == slug and key[3] in splits
        }


def of_children() -> list[Indicator]:
    return [each for each in catalogue().values() if tellers(each.slug)]


def _figures(exports: Path, root: Path) -> Figures:
    home = Home(root)
    home.exports.parent.mkdir(parents=True, exist_ok=True)
    exports.rename(home.exports)
    home.settings_file.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    outcome = refresh(home)
    for report in outcome.as_json()["files"]:
        assert report["rows_read"] == report["rows_loaded"] + report["rows_rejected"], report
        rules = {each["rule"] for each in report["rejects"]}
        assert not rules & {"waymark_fault", "not_recognised", "missing_column"}, report
    rows = (
        current_store(home)
        .cursor()
        .execute(
            'SELECT slug, unit, "window", split, member, period_end, numerator, denominator, value '
            "FROM observation WHERE source = 'cases'"
        )
    )
    return {tuple(row[:6]): tuple(row[6:]) for row in rows.fetchall()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case tables of a small council, named as in the Standard Safeguarding Dataset."""
    folder = tmp_path_factory.mktemp("made")
    write_sample(folder, scale=SCALE, seed=SAMPLE_SEED, months=MONTHS, today=TODAY)
    for path in folder.iterdir():
        if not path.name.startswith("ssd_"):
            path.unlink()
    return folder


@pytest.fixture(scope="module", params=FORMATS)
def told(request: pytest.FixtureRequest, made: Path, tmp_path_factory) -> Told:
    folder = tmp_path_factory.mktemp(request.param)
    write_format(made, folder / "cut", request.param, SPAN, SAMPLE_SEED)
    return Told(FORMATS[request.param], _figures(folder / "cut", folder / "home"))


@pytest.fixture(scope="module")
def own(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The council's own records."""
    folder = tmp_path_factory.mktemp("own")
    exports = folder / "cut"
    exports.mkdir()
    for path in made.iterdir():
        (exports / path.name).symlink_to(path)
    return Told("ssd", _figures(exports, folder / "home"))


def test_a_kind_tells_what_the_pages_say_that_it_tells(told: Told) -> None:
    able = {
        each.slug
        for each in of_children()
        if any(t.kind.name == told.kind and t.why_not is None for t in tellers(each.slug))
    }
    found = {key[0] for key, figure in told.figures.items() if figure[2] is not None}
    found &= {each.slug for each in of_children()}
    assert found <= able
    assert able - found <= {slug for kind, slug in LATER if kind == told.kind}


def test_its_figures_are_those_of_the_own_records(told: Told, own: Told) -> None:
    for each in of_children():
        if (told.kind, each.slug) in OTHER_DAY:
            continue
        ours, theirs = own.of(each.slug), told.of(each.slug)
        begins = min((key[5] for key in ours), default=date.max)
        # A return says from when it tells, where the own records' first whole month is a guess.
        assert {key for key in theirs if key[5] >= begins} <= ours.keys(), each.slug
        if (told.kind, each.slug) in LESS:
            assert all(figure[0] <= ours[key][0] for key, figure in theirs.items()), each.slug
            continue
        differ = _differing(told.kind, each.slug, theirs, ours)
        assert not differ, (each.slug, len(differ), list(differ.items())[:3])


def test_so_are_the_parts_that_it_names(told: Told, own: Told) -> None:
    for each in of_children():
        if (told.kind, each.slug) in OTHER_DAY | LESS:
            continue
        splits = SPLITS[told.kind]
        differ = _differing(
            told.kind, each.slug, told.of(each.slug, splits), own.of(each.slug, splits)
        )
        assert not differ, (each.slug, len(differ), list(differ.items())[:3])


def _differing(kind: str, slug: str, theirs: Figures, ours: Figures) -> dict[tuple, tuple]:
    """What both tell, and tell otherwise; the last quarter left out of what may still follow."""
    last = max((key[5] for key in theirs), default=date.max)
    until = last - timedelta(days=90) if (kind, slug) in STILL_TO_COME else last
    return {
        key: (figure, ours[key])
        for key, figure in theirs.items()
        if key in ours and figure != ours[key] and key[5] <= until
    }


def test_its_lines_are_long_enough_to_be_of_use(told: Told) -> None:
    """Without this a kind that told one month would agree with anything."""
    for each in of_children():
        if (told.kind, each.slug) in LATER | AT_31_MARCH:
            continue
        months = {key[5] for key in told.of(each.slug) if key[2] in ("m", "e")}
        if each.windows[0] in ("m", "e") and months and len(months) > 2:
            assert len(months) >= 10, (each.slug, min(months), max(months))
    assert max(key[5] for key in told.figures) >= date(2026, 3, 31)
