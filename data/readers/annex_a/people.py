"""Who the children of a list are: sex, ethnicity, month of birth, and whether disabled."""

from data.database import Connection
from data.readers.annex_a.lists import AnnexList
from data.readers.annex_a.rows import PREFIX, SOUND
from data.reports import TableReport

_LISTED = "annex_people"
_COLUMNS = {"pers_sex": "gender", "pers_ethnicity": "ethnicity", "pers_dob": "date_of_birth"}
# No answer, which does not take the place of one.
_NO_ANSWER = "('U', 'NOBT')"


def add_people(connection: Connection, annex_list: AnnexList, report: TableReport) -> None:
    """Each child into ``ssd_person``; what a later list tells otherwise wins, a blank does not."""
    told = ", ".join(
        f"max_by({name}, _row) FILTER ({name} IS NOT NULL) AS {name}" for name in _COLUMNS.values()
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LISTED} AS "
        f"SELECT child_id, {told} FROM {SOUND} GROUP BY child_id"
    )
    _warn_of_differences(connection, report)
    values = ", ".join(
        f"{column} = CASE WHEN CAST({name} AS VARCHAR) IN {_NO_ANSWER} "
        f"THEN coalesce({column}, {name}) ELSE coalesce({name}, {column}) END"
        for column, name in _COLUMNS.items()
    )
    connection.execute(
        f"UPDATE ssd_person SET {values} FROM {_LISTED} WHERE pers_person_id = child_id"
    )
    connection.execute(
        f"INSERT INTO ssd_person (pers_person_id, {', '.join(_COLUMNS)}) "
        f"SELECT child_id, {', '.join(_COLUMNS.values())} FROM {_LISTED} "
        "WHERE child_id NOT IN (SELECT pers_person_id FROM ssd_person)"
    )
    connection.execute(f"DROP TABLE {_LISTED}")
    if "disability" in annex_list.fields:
        _add_disability(connection)


def _warn_of_differences(connection: Connection, report: TableReport) -> None:
    differs = " OR ".join(
        f"({column} <> {name} AND CAST({name} AS VARCHAR) NOT IN {_NO_ANSWER} "
        f"AND CAST({column} AS VARCHAR) NOT IN {_NO_ANSWER})"
        for column, name in _COLUMNS.items()
    )
    (count,) = connection.execute(
        f"SELECT count(*) FROM {_LISTED} JOIN ssd_person ON pers_person_id = child_id "
        f"WHERE {differs}"
    ).fetchone()
    if count:
        report.warn(
            "person_differs",
            f"{count:,} of these children have another sex, ethnicity or month of birth on a list "
            "or in a file loaded before; this list's was taken. Correct it in the case system.",
        )


def _add_disability(connection: Connection) -> None:
    """Whether disabled, of children of whom no table tells which disability."""
    told = (
        f"(SELECT child_id, max_by(disability, _row) AS told FROM {SOUND} "
        "WHERE disability IN ('Y', 'N') GROUP BY child_id)"
    )
    connection.execute(
        f"DELETE FROM ssd_disability WHERE disa_table_id LIKE '{PREFIX}%' "
        f"AND disa_person_id IN (SELECT child_id FROM {told})"
    )
    connection.execute(
        "INSERT INTO ssd_disability (disa_person_id, disa_table_id, disa_disability_code) "
        f"SELECT child_id, '{PREFIX}disability-' || left(md5(child_id), 20), "
        f"CASE told WHEN 'Y' THEN 'DDA' ELSE 'NONE' END FROM {told} "
        "WHERE child_id NOT IN (SELECT disa_person_id FROM ssd_disability)"
    )
