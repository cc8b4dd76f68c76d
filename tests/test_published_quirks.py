"""The traps of the published files, one test each, over the real files.

Where a trap needs a file made for it, its test is in test_published_readers.py: the columns'
order, names with commas, what stands in place of a number.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from data.published.shapes import shapes
from data.readers.lait import lait_year_ending
from tests.published_files import FILES, everything_loaded, everything_observed
from tests.published_tables import empty_warehouse, figure, load

ENGLAND = "E92000001"
CORNWALL = "908"


@pytest.fixture(scope="module")
def context(shared: Path) -> LoadContext:
    return everything_loaded(shared / "published")[0]


@pytest.fixture(scope="module")
def observed(shared: Path) -> LoadContext:
    return everything_observed(shared / "published")


def rows_of(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_encoding_with_and_without_a_byte_order_mark(shared: Path, context: LoadContext) -> None:
    """Two files of one release, one with the mark: neither's first column is lost."""
    marked = "cla_2025/la_care_leavers_activity.csv"
    plain = "cla_2025/la_care_leavers_accommodation_suitability.csv"
    starts = [(shared / "published" / name).read_bytes()[:3] for name in (marked, plain)]
    assert [start == b"\xef\xbb\xbf" for start in starts] == [True, False]
    for measure in (
        "total_in_education_employment_or_training",
        "accommodation_considered_suitable",
    ):
        name = f"care_leavers/19_to_21_years/{measure}/percent"
        assert figure(context, name, CORNWALL, "2025-03-31")[1] == "ok"


def test_line_ends_and_newlines_inside_fields_make_no_rows(shared: Path) -> None:
    """LAIT's dictionary has CRLF line ends, and line feeds within quoted fields."""
    path = shared / "published" / "lait" / "lait_data_dictionary.csv"
    assert path.read_bytes().count(b"\n") > 449
    assert load(empty_warehouse(), path).rows_read == 448


@pytest.mark.parametrize(
    ("measure", "first", "last"),
    [
        ("referrals/re_referrals_percent", "Children in need 2022", "Children in need 2025"),
        (
            "looked_after/at_31_march/number",
            "Children looked after 2022",
            "Children looked after 2025",
        ),
    ],
)
def test_columns_and_groups_renamed_between_releases_are_one_measure(
    context: LoadContext, measure: str, first: str, last: str
) -> None:
    """``Re_referrals_percent`` and ``rereferral_percent``; "at 31 March" and "on 31 March"."""
    releases = context.connection.execute(
        "SELECT DISTINCT release FROM published_figure WHERE measure = ? AND area = ? "
        "AND period_end = '2022-03-31' ORDER BY 1",
        [measure, CORNWALL],
    ).fetchall()
    assert releases == [(first,), (last,)]


def test_characteristic_is_a_value_to_2024_and_a_group_in_2025(context: LoadContext) -> None:
    """``adopted`` is a value of ``characteristic`` in 2024; in 2025 the value is ``breakdown``."""
    adopted = "looked_after_ended/reason_episode_ceased/adopted/number"
    checked = (
        "looked_after_characteristics/health_assessments_children_looked_after_all_ages/"
        "had_their_teeth_checked_by_a_dentist/percent"
    )
    assert figure(context, adopted, ENGLAND, "2024-03-31")[1] == "ok"
    assert figure(context, checked, ENGLAND, "2025-03-31")[1] == "ok"


def test_rates_that_vanished_are_worked_out_from_the_year_before_s_children(
    shared: Path, observed: LoadContext
) -> None:
    """Children in need 2025 has counts alone; mid-2024's children serve 2024-25."""
    folder = shared / "published" / "cin_2025"
    count = next(
        float(row["Section47"])
        for row in rows_of(folder / "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv")
        if row["old_la_code"] == CORNWALL and row["time_period"] == "2025"
    )
    children = next(
        float(row["population_estimate"])
        for row in rows_of(folder / "ons_mid-year_population_estimates_2012_to_2024.csv")
        if row["old_la_code"] == CORNWALL and row["time_period"] == "2024"
    )
    value, numerator, denominator = observed.connection.execute(
        "SELECT value, numerator, denominator FROM observation WHERE slug = 'section_47_started' "
        "AND unit = 'per_10000' AND area = ? AND period_end = '2025-03-31'",
        [CORNWALL],
    ).fetchone()
    assert (numerator, denominator) == (count, children)
    assert value == pytest.approx(10_000 * count / children, abs=0.05)


@pytest.mark.parametrize(("area", "then", "now"), [(CORNWALL, 38.5, 39.0), (ENGLAND, 42.9, 43.1)])
def test_rebased_history_keeps_the_release_with_the_figure(
    context: LoadContext, area: str, then: float, now: float
) -> None:
    """The plan rate of March 2015, when published and by today's estimates of population."""
    sfr = figure(context, "children_in_need_2015/plans_at_31_march_rate", area, "2015-03-31")
    later = figure(context, "protection_plans/at_31_march_rate", area, "2015-03-31")
    assert sfr == (then, "ok", "Children in need 2015")
    assert later == (then, "ok", "Children in need 2022")
    count, children = context.connection.execute(
        "SELECT number.value, children FROM published_figure AS number "
        "JOIN population ON population.area = number.area AND year = 2014 "
        "WHERE measure = 'protection_plans/at_31_march' AND number.area = ? "
        "AND period_end = '2015-03-31'",
        [area],
    ).fetchone()
    assert round(10_000 * count / children, 1) == now


def test_revised_figures_are_two_releases_and_the_point_tells_both(observed: LoadContext) -> None:
    """England's re-referrals of 2014-15: 24.0 when published, 24.2 in 2025."""
    value, release, note = observed.connection.execute(
        "SELECT value, release, note FROM observation WHERE slug = 're_referrals' "
        "AND unit = 'percent' AND area = ? AND period_end = '2015-03-31'",
        [ENGLAND],
    ).fetchone()
    assert (value, release) == (24.2, "Children in need 2025")
    assert note == (
        "Releases differ: 24.2 in Children in need 2025, 24.0 in Children in need 2015."
    )


def test_year_labels_name_the_year_that_ends() -> None:
    labels = {
        "2025": 2025,
        "2024-25": 2025,
        "2024-25 (OT)": 2025,
        "2023/24": 2024,
        "2025 (prov)": 2025,
        "2024 (Rev)": 2024,
        "2021/22-23/24": 2024,
        "2014-16": 2016,
        "0": None,
    }
    assert {label: lait_year_ending(label) for label in labels} == labels


def test_councils_keep_their_figures_under_a_new_code(context: LoadContext) -> None:
    """North Yorkshire, Somerset and Buckinghamshire became unitary; Gateshead, Northumberland,
    Barnsley and Sheffield got other E codes: each stays one council."""
    for council in ("815", "933", "825", "390", "929", "370", "373"):
        years = context.connection.execute(
            "SELECT count(DISTINCT period_end) FROM published_figure "
            "WHERE measure = 'section_47/enquiries' AND area = ?",
            [council],
        ).fetchone()
        assert years == (13,), council
        assert figure(context, "workforce/turnover_percent", council, "2025-09-30"), council


def test_dorset_changed_its_number_and_is_two_councils(context: LoadContext) -> None:
    """835 to March 2019, and 838, which took in Christchurch's part, from 2020."""
    for council, before, after in (("835", True, False), ("838", False, True)):
        for year, there in ((2019, before), (2020, after)):
            found = figure(context, "section_47/enquiries", council, f"{year}-03-31")
            assert (found is not None and found[1] == "ok") == there, (council, year)


def test_combined_councils_share_the_figure_and_the_release_says_so(context: LoadContext) -> None:
    for pair, year in ((("314", "318"), 2018), (("940", "941"), 2022)):
        found = [
            figure(context, "workforce/turnover_percent", each, f"{year}-09-30") for each in pair
        ]
        assert found[0] == found[1]
        assert found[0][2].endswith(" together")


def test_abolished_and_new_councils_have_figures_only_in_their_own_years(
    observed: LoadContext,
) -> None:
    """Files that keep every council in every year fill the rest with x and z: never a value."""
    spans = {
        "909": (date(2013, 3, 31), date(2023, 3, 31)),
        "942": (date(2023, 3, 31), date(2025, 3, 31)),
        "928": (date(2013, 3, 31), date(2021, 3, 31)),
        "940": (date(2021, 3, 31), date(2025, 3, 31)),
    }
    for council, (opened, closed) in spans.items():
        first, last = observed.connection.execute(
            "SELECT min(period_end), max(period_end) FROM observation WHERE area = ? "
            "AND status = 'ok' AND slug IN ('children_in_care', 'protection_plans', "
            "'re_referrals') AND unit IN ('per_10000', 'percent')",
            [council],
        ).fetchone()
        assert opened <= first <= last <= closed, council


def test_councils_named_differently_are_one(context: LoadContext) -> None:
    """Durham, Herefordshire, St Helens, Bedford, Bristol and others, by two spellings or three."""
    for council in ("840", "884", "342", "822", "801", "839", "420"):
        named = context.connection.execute(
            "SELECT count(DISTINCT period_end) FROM published_figure WHERE area = ? AND measure IN "
            "('looked_after_to_2019/at_31_march', 'looked_after/at_31_march/number')",
            [council],
        ).fetchone()[0]
        assert named >= 5, council
    names = [each.name for each in context.areas if each.kind == "council"]
    assert len(names) == len(set(names))


def test_london_is_three_regions_and_england_has_eleven(context: LoadContext) -> None:
    regions = context.connection.execute(
        "SELECT DISTINCT area FROM published_figure WHERE measure = 'referrals/referrals' "
        "AND area LIKE 'E1%'"
    ).fetchall()
    assert len(regions) == 11
    assert {"E12000007", "E13000001", "E13000002"} <= {area for (area,) in regions}


def test_one_suppressed_band_blocks_a_percentage_that_lait_holds(
    shared: Path, observed: LoadContext
) -> None:
    """Where a band is c the parts give nothing, and LAIT's percentage is shown, as LAIT's."""
    path = shared / "published" / "cin_2025"
    path /= "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv"
    blocked = [
        (row["old_la_code"], f"{row['time_period']}-03-31")
        for row in rows_of(path)
        if row["geographic_level"] == "Local authority"
        and "c" in (row["Duration_0-10_days"], row["Duration_11-15_days"])
    ]
    assert len(blocked) > 30
    shown = 0
    for council, period_end in blocked:
        value, status, release, numerator = observed.connection.execute(
            "SELECT value, status, release, numerator FROM observation "
            "WHERE slug = 'initial_conferences_in_15_days' AND area = ? AND period_end = ?",
            [council, period_end],
        ).fetchone()
        assert numerator is None
        assert status == "suppressed" or release.startswith("Local authority interactive tool")
        shown += value is not None
    assert shown > 20


@pytest.mark.parametrize(
    ("council", "period_end", "text"),
    [("204", "2022-03-31", "x"), ("850", "2024-03-31", "u")],
)
def test_a_whole_council_missing_is_no_value_and_not_zero(
    context: LoadContext, council: str, period_end: str, text: str
) -> None:
    """Hackney in 2021-22 (x) and Hampshire in 2023-24 (u)."""
    found = context.connection.execute(
        "SELECT value, status, text FROM published_figure "
        "WHERE measure = 'referrals/re_referrals_percent' AND area = ? AND period_end = ? "
        "ORDER BY release_year DESC LIMIT 1",
        [council, period_end],
    ).fetchone()
    assert found == (None, "not_available", text)


def test_tiny_councils_have_figures_that_are_not_applicable(context: LoadContext) -> None:
    """City of London and the Isles of Scilly."""
    for council in ("201", "420"):
        statuses = context.connection.execute(
            "SELECT DISTINCT status FROM published_figure WHERE area = ?", [council]
        ).fetchall()
        assert ("not_applicable",) in statuses
        assert ("ok",) in statuses


def test_rounding_of_england_and_regions_raises_no_difference(observed: LoadContext) -> None:
    """National counts to the nearest ten, and pounds in units of £10,000 (11885.29 million)."""
    release, note = observed.connection.execute(
        "SELECT release, note FROM observation WHERE slug = 'gross_spend' AND split = '' "
        "AND area = ? AND period_end = '2022-03-31'",
        [ENGLAND],
    ).fetchone()
    assert (release, note) == ("Local authority interactive tool (LAIT) 2026", None)


def test_wide_files_of_2015_have_thousands_commas_and_odd_headings(context: LoadContext) -> None:
    """``"781,700"``, ``%ReferralsWithin12mths1415``, and ``CLA_NetGain `` with a space after it."""
    assert figure(
        context, "children_in_need_2015/children_in_need_during_year", ENGLAND, "2015-03-31"
    ) == (781_700, "ok", "Children in need 2015")
    percent = "children_in_need_2015/re_referrals_percent"
    assert figure(context, percent, ENGLAND, "2015-03-31")[0] == 24.0
    gain = "looked_after_to_2019/placed_net_gain"
    assert figure(context, gain, "E12000001", "2015-03-31")[0] == -40


def test_a_dash_of_2019_is_negligible_and_never_zero(context: LoadContext) -> None:
    """England's 240 children in care through youth justice are ``-`` per cent; none freed is 0."""
    youth_justice = "looked_after_to_2019/legal_youth_justice"
    assert figure(context, youth_justice, ENGLAND, "2019-03-31")[0] == 240
    assert figure(context, f"{youth_justice}_percent", ENGLAND, "2019-03-31")[:2] == (
        None,
        "not_available",
    )
    freed = "looked_after_to_2019/legal_freed_for_adoption_percent"
    assert figure(context, freed, ENGLAND, "2019-03-31")[:2] == (0, "ok")
    dashes = context.connection.execute(
        "SELECT count(*), count(value) FROM published_figure "
        "WHERE measure LIKE 'looked_after_to_2019/%' AND text = '-'"
    ).fetchone()
    assert dashes[0] > 50
    assert dashes[1] == 0


def test_lait_text_with_noise_is_the_number_meant(context: LoadContext) -> None:
    noisy = context.connection.execute(
        "SELECT text, value FROM published_figure WHERE measure LIKE 'lait/%' "
        "AND regexp_matches(text, '\\.[0-9]*(0000000|9999999)[0-9]*$') LIMIT 1000"
    ).fetchall()
    assert len(noisy) > 100
    assert all(len(repr(value).rpartition(".")[2]) <= 6 for _, value in noisy)


def test_weekly_costs_and_yearly_spending_are_not_one_measure(observed: LoadContext) -> None:
    """Both are in pounds: England's week of residential care, and its year of children in care."""
    found = dict(
        observed.connection.execute(
            "SELECT slug, value FROM observation WHERE area = ? AND period_end = '2022-03-31' "
            "AND slug IN ('residential_unit_cost', 'spend_on_children_in_care')",
            [ENGLAND],
        ).fetchall()
    )
    assert found == {"residential_unit_cost": 5025, "spend_on_children_in_care": 6_127_411_318}


def test_section_251_has_councils_in_pounds_and_england_in_millions(context: LoadContext) -> None:
    """The workbook has no national row, and none is made up; England's file has no councils."""
    cornwall = figure(context, "section_251/total_children_in_care/gross", CORNWALL, "2015-03-31")
    assert cornwall == (25_814_781, "ok", "Section 251 outturn 2015")
    assert (
        figure(context, "section_251/total_children_in_care/gross", ENGLAND, "2015-03-31") is None
    )
    england = figure(
        context, "section_251_england/children_in_care/total/gross", ENGLAND, "2022-03-31"
    )
    assert england == (6_127_410_000, "ok", "LA and school expenditure 2022")
    per_child = "section_251_england/children_in_care/total/net_current_per_child"
    assert figure(context, per_child, ENGLAND, "2016-03-31")[0] == 324


def test_the_lines_of_section_251_add_up(context: LoadContext) -> None:
    """Each council's whole, in the workbook, is the sum of its services: no total counted twice."""
    parts = ("total_early_years", "total_children_in_care", "other_services", "total_safeguarding")
    parts += ("total_family_support", "total_young_people", "youth_justice")
    off = context.connection.execute(
        """
        SELECT area FROM published_figure WHERE measure LIKE 'section_251/%/gross'
        GROUP BY area HAVING abs(
            sum(value) FILTER (list_contains(?, split_part(measure, '/', 2)))
            - sum(value) FILTER (measure = 'section_251/total_without_capital/gross')) > 10
        """,
        [list(parts)],
    ).fetchall()
    assert off == []


def test_a_national_file_gives_england_alone(context: LoadContext) -> None:
    measure = "protection_england/section_47/section_47s_in_the_year/rate"
    areas = context.connection.execute(
        "SELECT DISTINCT area FROM published_figure WHERE measure LIKE 'protection_england/%'"
    ).fetchall()
    assert areas == [(ENGLAND,)]
    assert figure(context, measure, ENGLAND, "2022-03-31")[:2] == (180.1, "ok")


def test_referrals_are_by_month_for_every_council(context: LoadContext) -> None:
    """April 2012 to March 2022; twelve months make the year that is published beside them."""
    first, last, councils = context.connection.execute(
        "SELECT min(period_end), max(period_end), count(DISTINCT area) FROM published_figure "
        "WHERE measure = 'referrals_by_month/month' AND status = 'ok' AND area NOT LIKE 'E%'"
    ).fetchone()
    assert (first, last) == (date(2012, 4, 30), date(2022, 3, 31))
    assert councils > 150
    off = context.connection.execute(
        """
        WITH month AS (
            SELECT area, year(period_end + INTERVAL 9 MONTH) AS ending, sum(value) AS referrals
            FROM published_figure WHERE measure = 'referrals_by_month/month' AND area NOT LIKE 'E%'
            GROUP BY ALL HAVING count(value) = 12
        )
        SELECT year.area, period_end FROM published_figure AS year
        JOIN month ON month.area = year.area AND ending = year(period_end)
        WHERE measure = 'referrals_by_month/year' AND year.value <> referrals
        """
    ).fetchall()
    assert off == []


def test_every_column_of_every_file_is_mapped_or_known_to_hold_no_measure(shared: Path) -> None:
    """Nothing published is passed over in silence, and nothing is taken by its spelling alone."""
    _, reports = everything_loaded(shared / "published")
    told = {
        (name, each.rule)
        for name, report in reports.items()
        for each in report.warnings
        if each.rule.startswith(("columns_", "missing_"))
    }
    assert told == set()
    assert len(FILES) == 34
    assert len(shapes()) >= 22
