"""The button that refreshes, how a refresh is getting on, and why one came to nothing."""

from dash import dcc, html

from data.refresh_run import RunState

ADDRESS = "/data-quality/refresh"
RUNNING = "refresh-running"
"""The id of what assets/waymark/forms.js watches."""
_ENDED = {
    "nothing": "The last refresh found nothing to load",
    "failed": "The last refresh failed",
    "stopped": "The last refresh was stopped before it ended",
}
_STILL = "The figures shown are those of the refresh before."


def refresh_button(name: str = "Refresh now") -> html.Form:
    """A form of one button."""
    return html.Form(
        html.Button(name, type="submit", className="button"), action=ADDRESS, method="post"
    )


def refresh_running(state: RunState) -> html.Div:
    """'Refreshing since 08:15 UTC', and what it is doing, which is renewed in place."""
    return html.Div(
        [
            html.P(
                [html.Strong("Refreshing"), f" since {state.started_at[11:16]} UTC"], role="status"
            ),
            html.P(state.line, className="quiet small", id="refresh-line"),
            dcc.Store(id=RUNNING, data=state.started_at),
        ],
        className="refresh-running",
    )


def refresh_came_to_nothing(state: RunState, when: str, has_figures: bool) -> html.Div:
    """That the last refresh gave no figures, and why; ``when`` it was started, in words."""
    lines = [html.P(state.message)] if state.message else []
    if has_figures:
        lines.append(html.P(_STILL))
    title = f"{_ENDED.get(state.outcome or '', '')} ({when})"
    return html.Div([html.H2(title), *lines], className="notice notice-fault", role="status")
