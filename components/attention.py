"""What needs attention, the worst first: a sentence each, and each a link."""

import re
from collections.abc import Sequence

from dash import dcc, html

from queries.trends.attention import Attention


def attention_box(sentences: Sequence[Attention]) -> html.Section:
    """The box above the scorecard; where nothing is amiss it says so."""
    return html.Section(
        [html.H2("Needs attention", className="attention-title")]
        + (
            [html.Ol([html.Li(_sentence(each)) for each in sentences])]
            if sentences
            else [html.P("No target is missed and nothing is significantly worse.")]
        ),
        className="attention",
    )


def _sentence(each: Attention) -> dcc.Link:
    """The first clause in bold, the whole sentence a link."""
    head, rest = re.match(r"(.*?)((?:, |\. |\.$).*|$)", each.sentence).groups()
    return dcc.Link(
        [html.Strong(head), rest],
        href=f"/indicator/{each.slug}",
        className="attention-link",
    )
