"""Empty and error states: what happened, and what to do."""

from collections.abc import Sequence

from dash import dcc, html

from queries.catalogue import Indicator


def notice(title: str, *lines: str, kind: str = "plain") -> html.Div:
    """A quiet box that says something. ``kind``: plain or fault."""
    return html.Div(
        [html.H2(title)] + [html.P(line) for line in lines],
        className=f"notice notice-{kind}",
        role="status",
    )


def no_match(what: str, address: str) -> html.Div:
    """That filters leave nothing, and the way back to ``address``, which has none."""
    return html.Div(
        [
            html.H2(f"No {what} matches these filters."),
            html.P(dcc.Link("Clear the filters", href=address)),
        ],
        className="notice notice-plain",
        role="status",
    )


def faults(lines: tuple[str, ...]) -> html.Div | None:
    """What an address asked for that does not exist; None where all of it does."""
    if not lines:
        return None
    return html.Div(
        [html.P(line) for line in lines], className="notice notice-fault", role="status"
    )


def empty_list(indicators: Sequence[Indicator]) -> html.Div | None:
    """Indicators without a figure, and what would fill them; None where all have some."""
    if not indicators:
        return None
    names = ", ".join(each.title for each in indicators)
    return html.Div(
        [
            html.P([html.Strong("No data yet: "), names + "."]),
            html.P(what_fills(indicators)),
        ],
        className="empty-list",
    )


def what_fills(indicators: Sequence[Indicator]) -> str:
    """Which inputs these indicators can come from."""
    ways = ["a row of the monthly performance workbook"]
    if any(each.computed for each in indicators):
        ways.append("the case tables they are counted from")
    if any(each.published for each in indicators):
        ways.append("the published statistics named in their definitions")
    listed = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"
    return f"Put {listed} into the exports folder and refresh."
