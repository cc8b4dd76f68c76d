"""The filter row: native controls that look like a sentence, and say their state in the URL."""

from collections.abc import Sequence
from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import dcc, html

# What the control holds where its parameter is not in the address: an empty value would show
# nothing. assets/waymark/waymark.js knows the word too.
USUAL = "usual"


@dataclass(frozen=True)
class Choice:
    """One control. ``name`` is its URL parameter; the option valued '' is what stands unasked."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""
    joined: bool = False  # stands beside the one before it, as one phrase

    @property
    def known_value(self) -> str:
        return self.value if self.value in {value for value, _ in self.options} else ""


@dataclass(frozen=True)
class ManyChoice:
    """A control of several values, such as chosen councils: those chosen, and one more to add.

    ``chosen`` are (name, the page's address without it); ``options`` what may be added.
    """

    name: str
    label: str
    add: str
    options: Sequence[tuple[str, str]]
    chosen: Sequence[tuple[str, str]] = ()


def filter_row(
    choices: Sequence[Choice | ManyChoice], end: Sequence | None = None, name: str = "Filters"
) -> html.Form:
    """The row: controls from the left, links or a count at the right."""
    controls = [_many(each) if isinstance(each, ManyChoice) else _one(each) for each in choices]
    return html.Form(
        [
            html.Div(controls, className="filters-controls"),
            html.Div(end or [], className="filters-end"),
        ],
        className="filters",
        **{"aria-label": name},
    )


def adding(name: str, words: str, options: Sequence[tuple[str, str]]) -> html.Form:
    """A control that adds to what the page shows: (what the parameter ``name`` becomes, words).

    It is called 'add-…', since it stands at its own words whatever the address says.
    """
    choice = Choice(f"add-{name}", "", [("", words), *options])
    return html.Form(_one(choice), className="adding", **{"aria-label": words})


def _one(choice: Choice) -> html.Label:
    return html.Label(
        [
            html.Span(choice.label, className="filter-label") if choice.label else hidden("Add"),
            dbc.Select(
                id={"type": "filter", "name": choice.name},
                options=[
                    {"value": value or USUAL, "label": label} for value, label in choice.options
                ],
                value=choice.known_value or USUAL,
            ),
        ],
        className="filter filter-joined" if choice.joined else "filter",
    )


def _many(choice: ManyChoice) -> html.Div:
    chips = [
        html.Li(
            dcc.Link(
                [name, html.Span(" ×", **{"aria-hidden": "true"}), hidden(": leave out")],
                href=address,
                className="chip",
            )
        )
        for name, address in choice.chosen
    ]
    return html.Div(
        [
            html.Span(choice.label, className="filter-label", id=f"label-{choice.name}"),
            html.Ul(chips, className="chips") if chips else None,
            _one(Choice(choice.name, "", [("", choice.add), *choice.options])),
        ],
        className="filter filter-many",
        role="group",
        **{"aria-labelledby": f"label-{choice.name}"},
    )


def hidden(text: str) -> html.Span:
    """Words for who does not see what they stand beside."""
    return html.Span(text, className="visually-hidden")
