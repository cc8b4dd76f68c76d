"""The rows of the case tables, made from all the sets that were read."""

from datetime import date
from pathlib import Path

from data.database import literal
from data.readers.cin_census.outside import leave_out_outside
from data.readers.cin_census.stitching import THINGS, stitch
from data.readers.yearly_return.people import add_people
from data.readers.yearly_return.told import Told

_FOLDER = Path(__file__).parent
_KEY_LENGTH = 20
_NEVER = date(9999, 1, 1)
_JOINS = ("case", "telling", "span", "conference", "outcome", "review")
_TEMPORARY = (*_JOINS, *(each.kind for each in THINGS))


def build(told: Told) -> None:
    """Who the children are, then what the sets tell of them."""
    told.connection.execute(
        f"CREATE OR REPLACE TEMP MACRO census_key(kind, child, day) AS "
        f"{literal(told.the_return.prefix)} || kind || '-' || "
        f"left(md5(concat_ws('|', child, CAST(day AS VARCHAR))), {_KEY_LENGTH})"
    )
    _add_children(told)
    if told.years:
        begins = leave_out_outside(told)
        _note_span(told, begins)
        stitch(told)
        _run(told, "need")
        _run(told, "protection")
        told.withdraw(
            "FROM census_review WHERE plan_id IS NULL",
            "review_without_plan",
            "{} of no plan that is here left out.",
        )
    else:
        _leave_out_all(told)
    for name in _TEMPORARY:
        told.connection.execute(f"DROP TABLE IF EXISTS census_{name}")


def _run(told: Told, name: str) -> None:
    told.connection.execute(_FOLDER.joinpath(f"{name}.sql").read_text(encoding="utf-8"))


def _add_children(told: Told) -> None:
    identifiers = told.rows("child_identifiers")
    characteristics = told.rows("child_characteristics")
    add_people(
        told,
        "child_identifiers",
        "SELECT la_child_id AS person_id, coalesce(sex, gender_current) AS sex, NULL AS ethnicity, "
        f"person_birth_date AS born, _year, _source, _row FROM {identifiers} UNION ALL "
        "SELECT la_child_id, NULL, ethnicity, NULL, _year, _source, _row "
        f"FROM {characteristics}",
    )
    _run(told, "children")


def _note_span(told: Told, begins: dict[str, date]) -> None:
    """``census_span``: of each table the first day from which it tells all, for the SQL files.

    A table that is left out begins never.
    """
    days = ", ".join(
        f"DATE {literal(begins.get(name, _NEVER).isoformat())} AS {name}"
        for name in told.the_return.tables
    )
    told.connection.execute(f"CREATE OR REPLACE TEMP TABLE census_span AS SELECT {days}")


def _leave_out_all(told: Told) -> None:
    for name, table in told.the_return.tables.items():
        if table.whole_years:
            told.leave_out(
                name,
                "TRUE",
                "no_episodes_of_need",
                "{} left out: no episodes of need (CINdetails) of any year are here, of which the "
                "census is. Add that table.",
            )
