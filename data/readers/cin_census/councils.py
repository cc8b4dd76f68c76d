"""Sets whose header names another council than settings.toml does."""

from collections.abc import Sequence

from data.context import LoadContext
from data.database import quote
from data.readers.finance_council import is_other_council
from data.readers.yearly_return.holding import Source, create_held, drop_sources
from data.readers.yearly_return.holding import sources as all_sources
from data.readers.yearly_return.tables import YearlyReturn
from data.readers.yearly_return.years import is_of_set
from data.reports import TableReport


def leave_out_other_councils(
    the_return: YearlyReturn, context: LoadContext, reports: Sequence[TableReport]
) -> None:
    """Reject every table of a set whose header has another English council's number."""
    connection = context.connection
    create_held(connection, the_return)
    header = the_return.tables[the_return.header or ""].name
    leading = the_return.tables[the_return.leading].name
    found = all_sources(connection, the_return)
    numbers = connection.execute(
        f"SELECT DISTINCT _source, lea FROM {quote('held_' + header)} WHERE lea IS NOT NULL"
    ).fetchall()
    others = {number for number, lea in numbers if is_other_council(lea, context)}
    headers = [each for each in found if each.number in others]
    gone = [e for e in found if any(is_of_set(e, each, found, leading) for each in headers)]
    _reject(gone, reports)
    drop_sources(connection, the_return, [each.number for each in gone])


def _reject(sources: Sequence[Source], reports: Sequence[TableReport]) -> None:
    places = {(each.file, each.sheet, each.name) for each in sources}
    for report in reports:
        if (report.file, report.sheet, report.table) in places:
            report.rows_loaded, report.rows_rejected = 0, report.rows_read
            report.reject(
                "other_council",
                "The header of this set has another council's number than the one in "
                "settings.toml: nothing of it was loaded. If this is yours, write its code there, "
                "under [council] code; if not, take the file away.",
            )
