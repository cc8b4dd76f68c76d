"""One history of what several years' sets tell, each thing once, by the newest set that has it.

What was open on 31 March stands in the next year's set too. Where it does not, it is no longer so
on record: nothing tells when it ended, so it ends with the last day of the year that had it. Where
the next set has in its place another of the same child that runs over that day, the record was
corrected, and the older telling is withdrawn; so is an assessment left open, whose end would be
counted as its completion.
"""

from dataclasses import dataclass

from data.counted_text import counted
from data.readers.cin_census.outside import YEAR_END
from data.readers.yearly_return.told import Told


@dataclass(frozen=True)
class Thing:
    """What a table tells one of in each row: known by its child and its first day.

    ``kind`` begins its key. ``first``: SQL by which, of two tellings in one set, the first stands.
    ``may_be_open``: SQL for whether one without a last day runs on. ``is_ended``: whether one that
    the next set has not is ended; it is withdrawn otherwise.
    """

    name: str
    kind: str
    start: str
    end: str
    first: str
    may_be_open: str = "TRUE"
    is_ended: bool = True

    @property
    def table(self) -> str:
        """The temporary table that it is stitched into."""
        return f"census_{self.kind}"


def _running(name: str, kind: str, start: str, end: str) -> Thing:
    return Thing(name, kind, start, end, f"{end} DESC NULLS FIRST")


REFERRAL = Thing(
    "cin_details",
    "referral",
    "cin_referral_date",
    "cin_closure_date",
    "coalesce(referral_nfa, 'N'), cin_closure_date DESC NULLS FIRST",
    "coalesce(referral_nfa, 'N') <> 'Y'",
)
FOLLOWING = (
    Thing(
        "assessments",
        "assessment",
        "assessment_actual_start_date",
        "assessment_authorisation_date",
        "assessment_authorisation_date DESC NULLS LAST",
        is_ended=False,
    ),
    _running("cin_plan_dates", "needplan", "cin_plan_start_date", "cin_plan_end_date"),
    _running("child_protection_plans", "plan", "cpp_start_date", "cpp_end_date"),
    # An enquiry's conference is no end of it: one without is not open.
    Thing(
        "section_47",
        "enquiry",
        "s47_actual_start_date",
        "date_of_initial_cpc",
        "date_of_initial_cpc DESC NULLS LAST",
        may_be_open="FALSE",
    ),
)
THINGS = (REFERRAL, *FOLLOWING)


def stitch(told: Told) -> None:
    """Make a table ``census_<kind>`` of each thing: a row one, with its ``key``.

    Those that follow a referral have its key too, as ``referral_id``.
    """
    _stitch(told, REFERRAL)
    told.connection.execute(
        "CREATE OR REPLACE TEMP TABLE census_case AS SELECT DISTINCT told._year, la_child_id, "
        "told.cin_details_id, key AS referral_id, cin_referral_date AS referred "
        f"FROM {told.rows('cin_details')} AS told "
        "JOIN census_referral USING (la_child_id, cin_referral_date)"
    )
    for thing in FOLLOWING:
        _stitch(told, thing)
        _name_referral(told, thing)


def _stitch(told: Told, thing: Thing) -> None:
    told.connection.execute(
        "CREATE OR REPLACE TEMP TABLE census_telling AS "
        f"SELECT census_key('{thing.kind}', la_child_id, {thing.start}) AS key, * "
        f"FROM {told.rows(thing.name)} QUALIFY row_number() OVER (PARTITION BY la_child_id, "
        f"{thing.start}, _year ORDER BY {thing.first}, _source DESC, _row DESC) = 1"
    )
    not_told = "ended" if thing.is_ended else "withdrawn"
    told.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {thing.table} AS
        WITH newest AS (
            FROM census_telling
            QUALIFY row_number() OVER (PARTITION BY key ORDER BY _year DESC) = 1
        ),
        fated AS (
            SELECT *, CASE
                WHEN {thing.end} IS NOT NULL OR NOT ({thing.may_be_open})
                    OR _year = {told.years[-1]} THEN 'told'
                WHEN {_corrected(thing)} THEN 'withdrawn'
                ELSE '{not_told}'
            END AS fate
            FROM newest
        )
        SELECT * REPLACE (
            CASE WHEN fate = 'ended' THEN {YEAR_END} ELSE {thing.end} END AS {thing.end}
        )
        FROM fated
        """
    )
    _say_fates(told, thing)
    told.connection.execute(f"DELETE FROM {thing.table} WHERE fate = 'withdrawn'")


def _corrected(thing: Thing) -> str:
    """SQL for whether the next set has another of the child, new in it, over the year's end."""
    return (
        "EXISTS (FROM census_telling AS other WHERE other.la_child_id = newest.la_child_id "
        f"AND other._year = newest._year + 1 AND other.{thing.start} <= {_end_of('newest')} "
        f"AND coalesce(other.{thing.end} > {_end_of('newest')}, TRUE) AND NOT EXISTS "
        "(FROM census_telling AS same WHERE same.key = other.key AND same._year = newest._year))"
    )


def _end_of(alias: str) -> str:
    return YEAR_END.replace("_year", f"{alias}._year")


def _name_referral(told: Told, thing: Thing) -> None:
    """Give each the referral that its set joins it to: of several, the latest before it."""
    told.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {thing.table} AS SELECT thing.*, referral_id "
        f"FROM {thing.table} AS thing LEFT JOIN census_case "
        "USING (_year, la_child_id, cin_details_id) QUALIFY row_number() OVER (PARTITION BY key "
        f"ORDER BY referred <= {thing.start} DESC NULLS LAST, referred DESC) = 1"
    )


def _say_fates(told: Told, thing: Thing) -> None:
    ended = told.one(f"SELECT count(*) FROM {thing.table} WHERE fate = 'ended'")
    if ended:
        told.warn(
            thing.name,
            "ended_with_year",
            f"{counted(ended, 'row')} open at the end of one year and not in the next year's set: "
            "taken as ended on 31 March of the year that has it.",
        )
    told.withdraw(
        f"FROM {thing.table} WHERE fate = 'withdrawn'",
        "withdrawn_rows",
        "{} open at the end of the year that the next year's set has not, or has corrected: "
        "withdrawn.",
    )
