"""Who the children of a return are: sex, ethnicity, month of birth."""

from data.database import Connection
from data.readers.yearly_return.told import NEWEST, Told

_LISTED = "returned_people"
_COLUMNS = {"pers_sex": "sex", "pers_ethnicity": "ethnicity", "pers_dob": "born"}
# No answer, which does not take the place of one.
_NO_ANSWER = "('U', 'REFU', 'NOBT')"


def add_people(told: Told, name: str, people: str) -> None:
    """Each child into ``ssd_person``; what other kinds of export tell of a child stays.

    ``people``: SQL that gives ``person_id, sex, ethnicity, born`` and ``_year, _source, _row``, the
    newest answer of which is taken. ``name``: the table on whose report remarks stand.
    """
    connection = told.connection
    newest = ", ".join(f"{_newest(column)} AS {column}" for column in _COLUMNS.values())
    differs = " OR ".join(f"count(DISTINCT {_answer(c)}) > 1" for c in _COLUMNS.values())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LISTED} AS SELECT person_id, {newest}, "
        f"({differs}) AS differs FROM ({people}) WHERE person_id IS NOT NULL GROUP BY person_id"
    )
    _warn_of_differences(told, name)
    _put(connection)
    connection.execute(f"DROP TABLE {_LISTED}")


def _answer(column: str) -> str:
    return f"CASE WHEN CAST({column} AS VARCHAR) NOT IN {_NO_ANSWER} THEN {column} END"


def _newest(column: str) -> str:
    """SQL for the newest answer, or where there is none, the newest of those that are none."""
    return (
        f"coalesce(first({column} ORDER BY {NEWEST}) FILTER ({_answer(column)} IS NOT NULL), "
        f"first({column} ORDER BY {NEWEST}) FILTER ({column} IS NOT NULL))"
    )


def _warn_of_differences(told: Told, name: str) -> None:
    count = told.one(f"SELECT count(*) FROM {_LISTED} WHERE differs")
    if count:
        told.warn(
            name,
            "person_differs",
            f"{count:,} of the children have another sex, ethnicity or month of birth in another "
            "table or year; the newest was taken. Correct it in the case system.",
        )


def _put(connection: Connection) -> None:
    values = ", ".join(
        f"{column} = coalesce(CASE WHEN CAST({column} AS VARCHAR) NOT IN {_NO_ANSWER} "
        f"THEN {column} END, {name}, {column})"
        for column, name in _COLUMNS.items()
    )
    connection.execute(
        f"UPDATE ssd_person SET {values} FROM {_LISTED} WHERE pers_person_id = person_id"
    )
    connection.execute(
        f"INSERT INTO ssd_person (pers_person_id, {', '.join(_COLUMNS)}) "
        f"SELECT person_id, {', '.join(_COLUMNS.values())} FROM {_LISTED} "
        "WHERE person_id NOT IN (SELECT pers_person_id FROM ssd_person)"
    )
