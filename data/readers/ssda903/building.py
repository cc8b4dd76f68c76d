"""The rows of the case tables, made from all the sets that were read."""

from pathlib import Path

from data.database import literal
from data.readers.ssda903.remarks import remark_on_episodes, remark_on_tables
from data.readers.yearly_return.people import add_people
from data.readers.yearly_return.told import Told

_FOLDER = Path(__file__).parent
_KEY_LENGTH = 20
_TEMPORARY = (
    "newest", "corrected", "repaired", "episode", "period", "review", "last_year", "begins",
)  # fmt: skip


def build(told: Told) -> None:
    """Who the children are, then what the sets tell of them, table by table."""
    _prepare(told)
    add_people(told, "header", _people(told))
    if told.years:
        for name in ("stitching", "care", "adoption"):
            _run(told, name)
        remark_on_episodes(told)
    _run(told, "other_tables")
    remark_on_tables(told)
    for name in _TEMPORARY:
        told.connection.execute(f"DROP TABLE IF EXISTS ssda903_{name}")


def _prepare(told: Told) -> None:
    """What the SQL files ask for: keys, the newest set's year, the first day told, the reviews.

    A key is the same for the same thing in every year's set, and tells no child.
    """
    prefix = literal(told.the_return.prefix)
    told.connection.execute(
        f"CREATE OR REPLACE TEMP MACRO ssda903_key(kind, child, day) AS {prefix} || kind || '-' || "
        f"left(md5(concat_ws('|', child, CAST(day AS VARCHAR))), {_KEY_LENGTH})"
    )
    told.connection.execute(
        "CREATE OR REPLACE TEMP TABLE ssda903_last_year AS SELECT ?::INTEGER AS year",
        [told.years[-1] if told.years else None],
    )
    told.connection.execute(
        "CREATE OR REPLACE TEMP TABLE ssda903_begins AS SELECT ?::DATE AS day", [told.begins]
    )
    told.connection.execute(
        "CREATE OR REPLACE TEMP TABLE ssda903_review AS SELECT child, review, review_code "
        f"FROM {told.rows('reviews')} WHERE review >= ? QUALIFY row_number() OVER "
        "(PARTITION BY child, review ORDER BY _year DESC, _source DESC, _row DESC) = 1",
        [told.begins],
    )


def _people(told: Told) -> str:
    """SQL for what each table tells of who a child is: the header goes first in its year."""
    selects = []
    for name, table in told.the_return.tables.items():
        sex = "sex" if "sex" in table.fields else "NULL"
        ethnicity = "ethnic" if "ethnic" in table.fields else "NULL"
        order = "_source" if name == "header" else "-_source AS _source"
        selects.append(
            f"SELECT child AS person_id, {sex} AS sex, {ethnicity} AS ethnicity, dob AS born, "
            f"_year, {order}, _row FROM {told.rows(name)}"
        )
    return " UNION ALL ".join(selects)


def _run(told: Told, name: str) -> None:
    """One of the SQL files beside this module."""
    told.connection.execute((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
