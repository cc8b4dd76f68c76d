"""An indicator's cases as a table ``cases_<slug>``, its columns checked.

The shapes are those of docs/architecture.md, "Cases": event, open, as at and snapshot.
"""

from dataclasses import dataclass
from typing import Literal

from data.database import Connection, DatabaseError, quote
from queries.catalogue import Indicator

Kind = Literal["event", "open", "as_at", "snapshot"]

# The columns by which a shape is known, the first that fits, and the windows it can be counted in.
_SHAPES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("event", ("event_date",)),
    ("as_at", ("as_at",)),
    ("snapshot", ("snapshot",)),
    ("open", ("start_date", "end_date")),
)
WINDOWS: dict[Kind, tuple[str, ...]] = {
    "event": ("m", "r", "y"),
    "open": ("e",),
    "as_at": ("e",),
    "snapshot": ("e", "m", "y", "r"),
}
_TYPES = {
    "event_date": "DATE",
    "as_at": "DATE",
    "snapshot": "DATE",
    "start_date": "DATE",
    "end_date": "DATE",
    "known_from": "DATE",
    "is_numerator": "BOOLEAN",
    "is_known": "BOOLEAN",
    "window": "VARCHAR",
}
_AMOUNTS = ("amount", "base")
TOLD_BY = "told_by"
"""The column that a table of cases has where more than one kind of export tells them."""
KNOWS = "knows_"
"""Before a split's name: the column that says whether a case's month is known by that split."""
# Blank where nothing is wrong: what has not ended, what is known from the first day.
_MAY_BE_BLANK = ("end_date", "known_from")


class CaseQueryError(Exception):
    """A query for cases cannot be used; the message names its file and what to mend."""


@dataclass(frozen=True)
class Shape:
    """How an indicator's cases are counted, as its columns tell.

    ``columns`` are all of the table's. An event or as-at case may carry ``end_date`` too.
    """

    kind: Kind
    columns: tuple[str, ...]

    @property
    def has_numerator(self) -> bool:
        return "is_numerator" in self.columns

    def says_what_is_known(self, split: str = "") -> bool:
        """Whether the cases say of themselves, or by a split, what is known."""
        return bool(self._flags(split))

    def whether_known(self, split: str = "") -> str:
        """SQL for whether the figures of a case's month are known, those by a split if given."""
        flags = [f"coalesce({quote(each)}, true)" for each in self._flags(split)]
        return " AND ".join(flags) or "true"

    def _flags(self, split: str) -> list[str]:
        return [each for each in ("is_known", f"{KNOWS}{split}") if each in self.columns]

    @property
    def has_amount(self) -> bool:
        return "amount" in self.columns

    @property
    def has_base(self) -> bool:
        return "base" in self.columns

    @property
    def has_window(self) -> bool:
        return "window" in self.columns

    @property
    def numerator(self) -> str:
        """SQL for the numerator of a group of cases."""
        if self.has_amount:
            return "sum(amount)"
        return "count(*) FILTER (WHERE is_numerator)" if self.has_numerator else "count(*)"

    @property
    def denominator(self) -> str:
        """SQL for the denominator of a group of cases."""
        return "sum(base)" if self.has_base else "count(*)"

    @property
    def day(self) -> str:
        """The column that dates a case."""
        return {"event": "event_date", "open": "start_date"}.get(self.kind, self.kind)


def window_is_summed(indicator: Indicator, shape: Shape, window: str) -> bool:
    """Whether the figure of a window adds up its months, or is that of its last month alone.

    What an extract describes at a month's end is summed over a rolling year; over the year to date
    where it accumulates. Rows given for one window are taken as they stand.
    """
    if window not in ("r", "y") or shape.has_window:
        return False
    return window == "r" or shape.kind == "event" or indicator.accumulates


def case_table_name(slug: str) -> str:
    """The table, and in a generation the Parquet file, that holds an indicator's cases."""
    return f"cases_{slug}"


def create_case_table(connection: Connection, indicator: Indicator) -> Shape:
    """Run the indicator's query into ``cases_<slug>``; a blank split becomes 'Not recorded'.

    Raises CaseQueryError: the query does not run, a column is missing or of the wrong type, a
    person or a date is blank, or an amount of what is known, a snapshot is no month's end, or no
    window of the indicator fits the query's shape.
    """
    file = indicator.sql_file.name
    query = indicator.sql_file.read_text(encoding="utf-8").strip().rstrip(";")
    try:
        shape = _shape(connection, indicator, query)
    except DatabaseError as fault:
        raise CaseQueryError(f"{file}: the query does not run: {fault}") from fault
    filled = ", ".join(
        f"coalesce(nullif(trim({quote(split)}), ''), 'Not recorded') AS {quote(split)}"
        for split in indicator.case_splits
    )
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {quote(case_table_name(indicator.slug))} AS "
            f"SELECT * {f'REPLACE ({filled})' if filled else ''} FROM ({query}\n)"
        )
    except DatabaseError as fault:
        # The fault's text may quote a row, so it is neither told nor kept as the cause.
        raise CaseQueryError(
            f"{file}: the query fails on some row ({type(fault).__name__}); make it bear "
            "blanks and codes that nobody knows"
        ) from None
    _refuse_blanks(connection, indicator, shape)
    return shape


def case_shape(connection: Connection, indicator: Indicator) -> Shape:
    """The shape of a table of cases that stands already. Raises CaseQueryError as above."""
    return _shape(connection, indicator, f"FROM {quote(case_table_name(indicator.slug))}")


def _shape(connection: Connection, indicator: Indicator, query: str) -> Shape:
    file = indicator.sql_file.name
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    kind = next((kind for kind, needs in _SHAPES if all(each in types for each in needs)), None)
    if kind is None:
        raise CaseQueryError(
            f"{file}: the query gives none of event_date, as_at, snapshot, or start_date with "
            "end_date"
        )
    if missing := [each for each in ("person_id", *indicator.case_splits) if each not in types]:
        raise CaseQueryError(
            f"{file}: the query does not give the column {' and '.join(missing)}; add it, or take "
            f"the split out of {indicator.slug}.toml"
        )
    wanted = _TYPES | dict.fromkeys(("person_id", *indicator.case_splits), "VARCHAR")
    wanted |= {each: "BOOLEAN" for each in types if each.startswith(KNOWS)}
    for column, type_ in types.items():
        if wanted.get(column, type_) != type_:
            raise CaseQueryError(f"{file}: {column} is {type_} and must be {wanted[column]}")
    _refuse_misfits(indicator, kind, types)
    return Shape(kind, tuple(types))


def _refuse_misfits(indicator: Indicator, kind: Kind, types: dict[str, str]) -> None:
    file = indicator.sql_file.name
    if "percent" in indicator.units and not {"is_numerator", "amount"} & types.keys():
        raise CaseQueryError(f"{file}: a percentage needs the column is_numerator or amount")
    if not set(indicator.windows) & set(WINDOWS[kind]):
        raise CaseQueryError(
            f"{file}: cases of this shape ({kind.replace('_', ' ')}) can be counted in the windows "
            f"{', '.join(WINDOWS[kind])}, and {indicator.slug}.toml asks for "
            f"{', '.join(indicator.windows)}"
        )


def _refuse_blanks(connection: Connection, indicator: Indicator, shape: Shape) -> None:
    for column in ("person_id", *_TYPES, *_AMOUNTS):
        if column not in shape.columns or column in _MAY_BE_BLANK:
            continue
        counts = "true" if column in ("person_id", shape.day) else shape.whether_known()
        (blank,) = connection.execute(
            f"SELECT count(*) FROM {quote(case_table_name(indicator.slug))} "
            f"WHERE {quote(column)} IS NULL AND {counts}"
        ).fetchone()
        if blank:
            raise CaseQueryError(
                f"{indicator.sql_file.name}: {column} is blank in {blank} of its rows; "
                "leave such rows out of the query, or give them a value"
            )
    if shape.kind == "snapshot":
        _refuse_other_days(connection, indicator)


def _refuse_other_days(connection: Connection, indicator: Indicator) -> None:
    (other,) = connection.execute(
        f"SELECT count(*) FROM {quote(case_table_name(indicator.slug))} "
        "WHERE snapshot <> last_day(snapshot)"
    ).fetchone()
    if other:
        raise CaseQueryError(
            f"{indicator.sql_file.name}: snapshot is not the last day of a month in {other} of its "
            "rows; give last_day(…)"
        )
