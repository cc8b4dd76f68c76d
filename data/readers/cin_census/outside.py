"""What a set tells beside its own years, which no set tells whole: left out, and counted.

A set holds what was open in its year. Of what had ended before the first of the years, or began
after the last, it holds some rows and not others, and a line drawn there would be false.
"""

from dataclasses import dataclass
from datetime import date

from data.counted_text import counted
from data.database import literal
from data.readers.yearly_return.told import Told

YEAR_END = "make_date(_year, 3, 31)"
_FEWEST_OPEN = 10


@dataclass(frozen=True)
class Dates:
    """A table's days: the first and the last of a row, the last as people call it. ``over``: SQL
    for the day by which a row was over for good, where that is not its last day."""

    name: str
    start: str
    end: str | None = None
    called: str = "an end"
    over: str | None = None


TABLES = (
    Dates(
        "cin_details",
        "cin_referral_date",
        "cin_closure_date",
        "a closure",
        "coalesce(cin_closure_date, CASE WHEN referral_nfa = 'Y' THEN cin_referral_date END)",
    ),
    Dates(
        "assessments",
        "assessment_actual_start_date",
        "assessment_authorisation_date",
        "an authorisation",
    ),
    Dates("cin_plan_dates", "cin_plan_start_date", "cin_plan_end_date"),
    Dates("child_protection_plans", "cpp_start_date", "cpp_end_date"),
    # An enquiry of before the years stays for the sake of its conference in them.
    Dates(
        "section_47",
        "s47_actual_start_date",
        "date_of_initial_cpc",
        "a conference",
        "greatest(s47_actual_start_date, date_of_initial_cpc)",
    ),
    Dates("reviews", "cpp_review_date", over="cpp_review_date"),
)


def leave_out_outside(told: Told) -> dict[str, date]:
    """Take out what lies outside the years. Gives the first day from which each table tells all.

    A table that the newest of the years has not is left out whole.
    """
    _leave_out_unjoined_years(told)
    begins = {}
    for dates in TABLES:
        years = [year for year in told.years_of(dates.name) if year in told.years]
        if not years or years[-1] != told.years[-1]:
            _leave_out_unfinished(told, dates)
            continue
        begins[dates.name] = date(years[0] - 1, 4, 1)
        _leave_out(told, dates, begins[dates.name])
    return begins


def _leave_out(told: Told, dates: Dates, begins: date) -> None:
    told.leave_out(
        dates.name,
        f"_year IS NULL OR _year NOT BETWEEN {told.years[0]} AND {told.years[-1]}",
        "year_left_out",
        "{} of years that the episodes of need are not told of, or that none tells, left out.",
    )
    told.leave_out(
        dates.name,
        f"{dates.start} > {YEAR_END}",
        "after_year",
        "{} after the set's year ends on 31 March left out: of those days it does not tell all.",
    )
    if dates.end:
        _open_again(told, dates)
    told.leave_out(
        dates.name,
        f"{dates.over or dates.end} < DATE {literal(begins.isoformat())}",
        "before_years",
        f"{{}} over before {begins:%d %B %Y}, where these years begin, left out: of the days "
        "before no set tells all.",
    )


def _open_again(told: Told, dates: Dates) -> None:
    """What ended after the set's year had not ended in it."""
    also = ", reason_for_closure = NULL" if dates.name == "cin_details" else ""
    count = told.one(
        f"UPDATE {told.rows(dates.name)} SET {dates.end} = NULL{also} "
        f"WHERE {dates.end} > {YEAR_END}"
    )
    if count:
        told.warn(
            dates.name,
            "ends_after_year",
            f"{counted(count, 'row')} with {dates.called} after the set's year ends on 31 March: "
            "taken as without one, as on that day.",
        )


def _leave_out_unfinished(told: Told, dates: Dates) -> None:
    title = told.the_return.tables[dates.name].title
    told.leave_out(
        dates.name,
        "TRUE",
        "not_in_newest",
        f"{{}} left out: the set of the year ending 31 March {told.years[-1]} has not {title}, so "
        "that lines would end falsely. Add that table.",
    )


def _leave_out_unjoined_years(told: Told) -> None:
    """Sets that share few open cases have other children's IDs: the newer ones stand alone."""
    rows = told.rows("cin_details")
    for year in reversed(told.years[:-1]):
        is_open = (
            f"_year = {year} AND coalesce(referral_nfa, 'N') <> 'Y' "
            f"AND coalesce(cin_closure_date > {YEAR_END}, TRUE)"
        )
        count, found = told.connection.execute(
            f"WITH open AS (SELECT DISTINCT la_child_id, cin_referral_date FROM {rows} "
            f"WHERE {is_open} AND cin_referral_date <= {YEAR_END}), newer AS (SELECT DISTINCT "
            f"la_child_id, cin_referral_date, TRUE AS told FROM {rows} WHERE _year = {year + 1}) "
            "SELECT count(*), count(told) FROM open LEFT JOIN newer "
            "USING (la_child_id, cin_referral_date)"
        ).fetchone()
        if count >= _FEWEST_OPEN and 2 * found < count:
            told.years = [each for each in told.years if each > year]
            told.warn(
                "cin_details",
                "years_do_not_join",
                f"Of {count:,} cases open on 31 March {year} the next year's set has {found:,}: "
                "the children's IDs or the dates of referral have changed between the two. The "
                f"years to {year} were left out, since each case would count twice.",
            )
            return
