"""What a refresh said of the comparators typed beside an indicator in a workbook."""

from collections.abc import Sequence

from dash import html

from queries.comparator_check import Remark


def typed_comparators(remarks: Sequence[Remark]) -> html.Section | None:
    """A line for each cell that published figures do not bear out; None without one."""
    if not remarks:
        return None
    return html.Section(
        [
            html.H2("Comparators typed in a workbook"),
            html.Ul(
                [
                    html.Li([each.message, html.Div(each.where, className="quiet small")])
                    for each in remarks
                ],
                className="typed-comparators",
            ),
        ],
        className="section",
    )
