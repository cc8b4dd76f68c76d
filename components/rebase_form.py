"""Where control limits start anew, who said so and why; and the forms to say it or take it back."""

from collections.abc import Sequence
from datetime import date, datetime

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.periods import long_month
from data.rebases import Rebase
from queries.trends.rebasing import LEAST_REASON, MOST_AUTHOR, MOST_REASON


def rebases_said(rebases: Sequence[Rebase], address: str, may_change: bool) -> html.Ul | None:
    """Each with its reason, author and day; an editor may withdraw it."""
    if not rebases:
        return None
    return html.Ul(
        [
            html.Li(
                [
                    html.Strong(f"Limits start anew from {long_month(each.first_month)}: "),
                    f"{each.reason} ({each.author}, {_day(each.written_at)})",
                    _withdraw(each, address) if may_change else None,
                ]
            )
            for each in rebases
        ],
        className="rebases",
    )


def rebase_form(months: Sequence[date], fewest: int, address: str, slug: str) -> html.Details:
    """Start limits anew from one of ``months``: with a reason and a name, or not at all. No month
    is chosen unasked; with fewer than ``fewest`` from it on, nothing is tested."""
    fields = [
        _field(
            "From",
            html.Select(
                [
                    html.Option("Choose a month", value=""),
                    *[html.Option(long_month(day), value=f"{day:%Y-%m}") for day in months],
                ],
                name="month",
                required=True,
                id=f"rebase-month-{slug}",
                className="form-select",
            ),
            f"rebase-month-{slug}",
        ),
        _field(
            "What changed, and why it will last",
            html.Textarea(
                name="reason", id=f"rebase-reason-{slug}", rows=3, required=True,
                minLength=LEAST_REASON, maxLength=MOST_REASON, className="form-control",
            ),
            f"rebase-reason-{slug}",
        ),
        _field(
            "Your name",
            dbc.Input(
                type="text",
                name="author",
                id=f"rebase-author-{slug}",
                required=True,
                maxlength=MOST_AUTHOR,
                autocomplete="name",
            ),
            f"rebase-author-{slug}",
        ),
        html.Button("Start limits anew", type="submit", className="button"),
    ]  # fmt: skip
    rule = (
        "Only where the figure has settled at a new level, what changed it is known, and it is "
        "expected to last. What was good or bad luck stays in the limits. Everyone sees the "
        f"reason: name no child. Until there are {fewest} months from it on, nothing is tested."
    )
    return html.Details(
        [
            html.Summary("Start the limits anew from a month"),
            html.P(rule, className="quiet small"),
            html.Form(
                fields,
                action=address,
                method="post",
                className="rebase-form",
            ),
        ],
        className="rebase",
    )


def _withdraw(each: Rebase, address: str) -> html.Form:
    when = html.Span(
        f" the new start from {long_month(each.first_month)}", className="visually-hidden"
    )
    return html.Form(
        [
            html.Button(
                ["Withdraw", when], type="submit", name="withdraw", value=str(each.id),
                className="button button-quiet",
            ),
        ],
        action=address,
        method="post",
        className="rebase-withdraw",
    )  # fmt: skip


def _field(words: str, control: Component, of: str) -> html.Div:
    return html.Div([html.Label(words, htmlFor=of), control], className="rebase-field")


def _day(when: datetime) -> str:
    return f"{when.day} {when:%b %Y}"
