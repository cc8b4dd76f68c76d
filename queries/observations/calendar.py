"""Working days, complete months and the macros that every case query may use.

The convention for working days stands in macros.sql alone: Monday to Friday, less the bank
holidays of England and Wales; the day something starts is day 0.
"""

from datetime import date
from functools import cache
from pathlib import Path

import holidays

from data.database import Connection, quote
from data.settings import Standards
from data.tables import create_table

MACROS = Path(__file__).with_name("macros.sql")
# The temporary tables that queries share, in the order in which they need one another.
SHARED = tuple(
    Path(__file__).with_name(f"{name}.sql")
    for name in ("people", "front_door", "annex_a", "care", "protection", "after_care", "workforce")
)
FIRST_DAY = date(1990, 1, 1)
YEARS_AHEAD = 2

# Dates of things that have happened: none of these is ever recorded ahead of its day, as a
# planned conference or the end of an order may be.
HAPPENED = (
    ("ssd_contacts", "cont_contact_date"),
    ("ssd_cin_episodes", "cine_referral_date"),
    ("ssd_cin_assessments", "cina_assessment_start_date"),
    ("ssd_cin_assessments", "cina_assessment_auth_date"),
    ("ssd_s47_enquiry", "s47e_s47_start_date"),
    ("ssd_cp_plans", "cppl_cp_plan_start_date"),
    ("ssd_cp_plans", "cppl_cp_plan_end_date"),
    ("ssd_cla_episodes", "clae_cla_episode_start_date"),
    ("ssd_cla_episodes", "clae_cla_episode_ceased_date"),
    ("ssd_cla_placement", "clap_cla_placement_start_date"),
    # The year of a yearly return is told to its end, even where its last days had no event.
    ("return_year", "year_ends"),
)
EVENTS = (
    *HAPPENED,
    ("ssd_initial_cp_conference", "icpc_icpc_date"),
    ("ssd_cin_plans", "cinp_cin_plan_start_date"),
    ("ssd_missing", "miss_missing_episode_start_date"),
)


@cache
def bank_holidays(first: date, last: date) -> tuple[date, ...]:
    """The bank holidays of England (and so of Wales) from ``first`` to ``last``, in order."""
    known = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(first.year, last.year + 1), observed=True
    )
    return tuple(sorted(day for day in known if first <= day <= last))


def create_calendar(connection: Connection, today: date | None = None) -> None:
    """The table ``working_day`` and the macros of macros.sql, made anew.

    ``working_day`` has a row for each day from 1990 to the end of the second year after
    ``today``: ``day DATE``, ``is_working BOOLEAN`` and ``elapsed``, working days so far.
    """
    last = date((today or date.today()).year + YEARS_AHEAD, 12, 31)
    connection.execute(
        """
        CREATE OR REPLACE TABLE working_day AS
        SELECT day, is_working,
            (count(*) FILTER (WHERE is_working) OVER (ORDER BY day))::INTEGER AS elapsed
        FROM (
            SELECT day::DATE AS day,
                isodow(day) < 6 AND NOT list_contains(?::DATE[], day::DATE) AS is_working
            FROM range(?::DATE, ?::DATE + 1, INTERVAL 1 DAY) AS days(day)
        )
        ORDER BY day
        """,
        [list(bank_holidays(FIRST_DAY, last)), FIRST_DAY, last],
    )
    connection.execute(MACROS.read_text(encoding="utf-8"))


def create_month_ends(connection: Connection, as_at: date | None = None) -> None:
    """The table ``month_end``: a row for each month from the first event to the last whole month.

    ``as_at`` is the last day that the extract holds, guessed where it is not given. Empty where
    the case tables hold no event. ``working_day`` must stand already.
    """
    connection.execute("DROP TABLE IF EXISTS month_end")
    create_table(connection, "month_end", {"month_end": "DATE"})
    first = _over_events(connection, EVENTS, "min", f">= DATE '{FIRST_DAY}'")
    reaches = as_at or extract_reaches(connection)
    if first is None or reaches is None:
        return
    connection.execute(
        "INSERT INTO month_end SELECT last_day(month::DATE) FROM "
        "range(date_trunc('month', ?::DATE), ?::DATE + 1, INTERVAL 1 MONTH) AS months(month) "
        "WHERE last_day(month::DATE) <= ?::DATE",
        [first, reaches, reaches],
    )


def create_shared_tables(connection: Connection) -> None:
    """The temporary tables that queries share: people and teams, referrals and assessments,
    children in care, protection plans, care leavers and adoptions, social workers and their posts.

    ``month_end`` and every table of a contract must stand already.
    """
    for file in SHARED:
        connection.execute(file.read_text(encoding="utf-8"))


def create_standards(connection: Connection, standards: Standards) -> None:
    """A macro without arguments for each of the council's own standards, by the setting's name."""
    for name, value in standards:
        connection.execute(f"CREATE OR REPLACE MACRO {quote(name)}() AS {int(value)}")


def extract_reaches(connection: Connection, today: date | None = None) -> date | None:
    """The last day that the extract holds, or None without any event.

    An extract does not say when it was taken. It reaches at least to its latest event, and over
    the weekend and bank holidays that follow it, on which little is recorded: so a month is
    whole when none of its working days comes after the latest event. A date after ``today`` is
    an error of recording and is no witness.
    """
    latest = _over_events(connection, HAPPENED, "max", f"<= DATE '{today or date.today()}'")
    if latest is None:
        return None
    row = connection.execute(
        "SELECT min(day) - 1 FROM working_day WHERE is_working AND day > ?", [latest]
    ).fetchone()
    return row[0]


def _over_events(
    connection: Connection, events: tuple[tuple[str, str], ...], function: str, where: str
) -> date | None:
    """The earliest (min) or latest (max) date among those columns of ``events`` that stand."""
    standing = {
        tuple(row)
        for row in connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
        ).fetchall()
    }
    parts = [
        f'SELECT {function}("{column}") AS event FROM "{table}" WHERE "{column}" {where}'
        for table, column in events
        if (table, column) in standing
    ]
    if not parts:
        return None
    union = " UNION ALL ".join(parts)
    (found,) = connection.execute(f"SELECT {function}(event) FROM ({union})").fetchone()
    return found
