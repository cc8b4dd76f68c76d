"""The data quality page: what each refresh read, loaded and rejected, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash
from dash import dcc, html

from components.codes_to_map import codes_to_map
from components.filters import Choice, filter_row
from components.messages import no_match, notice
from components.reconciliation import all_reconciled, all_second_counts
from components.refresh_now import refresh_button, refresh_came_to_nothing, refresh_running
from components.refresh_report import findings, report_table, totals
from data.counted_text import counted
from data.generations import Generation, past_generations
from data.home import current_home
from data.notes import NotesError
from data.refresh_run import RunState, run_state
from pages.access import may_map_codes, may_open_cases, may_refresh
from pages.plainly import told_plainly
from pages.view_state import asked_option
from queries.catalogue import catalogue
from queries.code_spellings import CodesToMap, get_codes_to_map
from queries.reconciliation import Reconciled, get_reconciled, get_second_counts
from queries.store import NoGeneration, Store, current_store

OUTCOMES = (
    ("", "all"),
    ("rejected", "with rejects"),
    ("unrecognised", "not recognised"),
    ("warned", "with something to look at"),
)

SAID = {"nothing": "Nothing was chosen, so nothing was saved."}


def layout(**query: Any) -> html.Div:
    """The page as its address asks for it."""
    return _data_quality(query)


@told_plainly
def _data_quality(query: Mapping[str, Any]) -> html.Div:
    home = current_home()
    state = run_state(home.warehouse)
    try:
        store = current_store(home)
    except NoGeneration as fault:
        return _without_figures(state, str(fault))
    past = past_generations(store.home.warehouse)
    named = query.get("generation")
    shown = next((each for each in past if each.id == named), store.files)
    manifest = shown.manifest
    reports = manifest["files"]
    file = asked_option(query, "file", {each["file"] for each in reports})
    outcome = asked_option(query, "outcome", dict(OUTCOMES))
    wanted = [each for each in reports if _is_asked_for(each, file, outcome)]
    is_served = shown.id == store.generation
    codes = _codes(store) if is_served else None
    return html.Div(
        [
            _title(_said(manifest, reports, codes), state),
            _came_to_nothing(state, store.manifest["made_at"]),
            _filters(reports, past, store, (shown.id, file, outcome), len(wanted)),
            report_table(wanted) if wanted else no_match("file", "/data-quality"),
            _codes_section(codes, asked_option(query, "said", SAID), state),
            html.Section(
                [html.H2("Rejected, and to look at"), findings(wanted)], className="section"
            ),
            _reconciled(store) if is_served else None,
            html.Section(
                [html.H2("Refreshes kept"), _generations(past, store)], className="section"
            ),
        ]
    )


def _codes(store: Store) -> CodesToMap | NotesError:
    """Of the generation being served; or why what editors have said cannot be read."""
    try:
        return get_codes_to_map(store)
    except NotesError as fault:
        return fault


def _codes_section(
    codes: CodesToMap | NotesError | None, said: str, state: RunState | None
) -> html.Section | html.Div | None:
    if isinstance(codes, NotesError):
        return notice("The saved mappings cannot be read", str(codes), kind="fault")
    if codes is None:
        return None
    sees_all = may_map_codes() and may_open_cases()
    return codes_to_map(codes, may_map_codes(), sees_all, _next_refresh(state), SAID.get(said, ""))


def _reconciled(store: Store) -> html.Div:
    """Of the generation being served: what else is said of figures that the cases give."""
    computed = [each for each in catalogue().values() if each.computed]
    found = store.remembered.answer(
        "reconciled", lambda: [get_reconciled(store, each) for each in computed]
    )
    second = store.remembered.answer(
        "second counts",
        lambda: [two for each in computed for two in get_second_counts(store, each)],
    )
    return html.Div([all_reconciled(found, _address), all_second_counts(second, _address)])


def _address(each: Reconciled) -> str:
    return f"/indicator/{each.indicator.slug}"


def _is_asked_for(report: Mapping[str, Any], file: str, outcome: str) -> bool:
    passes = {
        "": True,
        "rejected": bool(report["rows_rejected"] or report["rejects"]),
        "unrecognised": report["table"] is None,
        "warned": bool(report["warnings"]),
    }
    return file in ("", report["file"]) and passes[outcome]


def _title(said: Sequence, state: RunState | None) -> html.Div:
    """The heading, what was read, and the way to read it again."""
    running = state is not None and state.is_running
    control = refresh_running(state) if running else _next_refresh(state)
    words = html.Div([html.H1("Data quality"), html.P(said, id="refresh", tabIndex="-1")])
    return html.Div([words, control], className="title-row refresh-row")


def _said(
    manifest: Mapping[str, Any], reports: Sequence, codes: CodesToMap | NotesError | None
) -> list:
    said = [f"Refreshed {when(manifest['made_at'])}. {totals(reports)}"]
    if isinstance(codes, CodesToMap) and codes.unmapped:
        to_map = counted(len(codes.unmapped), "code to map", "codes to map")
        said += [" ", html.A(to_map, href="#codes"), "."]
    return said


def _without_figures(state: RunState | None, fault: str) -> html.Div:
    """Before the first refresh: it can be started here."""
    return html.Div([_title([fault], state), _came_to_nothing(state, "")])


def _came_to_nothing(state: RunState | None, made_at: str) -> html.Div | None:
    """Why a refresh later than ``made_at``, when the figures served were made, gave none."""
    if state is None or state.outcome in (None, "published") or state.started_at < made_at:
        return None
    return refresh_came_to_nothing(state, when(state.started_at), has_figures=bool(made_at))


def _next_refresh(state: RunState | None) -> html.Form | html.P | None:
    """The button; words where a refresh runs; nothing for whoever may not start one."""
    if state is not None and state.is_running:
        return html.P("One is running: it takes in what was saved before it started.")
    return refresh_button() if may_refresh() else None


def when(made_at: str) -> str:
    """'2026-11-03T08:15:00+00:00' as '3/11/2026 at 08:15 UTC'."""
    day = f"{int(made_at[8:10])}/{int(made_at[5:7])}/{made_at[:4]}"
    return f"{day} at {made_at[11:16]} UTC"


def _filters(
    reports: Sequence[Mapping[str, Any]],
    past: Sequence[Generation],
    store: Store,
    asked: tuple[str, str, str],
    shown: int,
) -> html.Form:
    generation, file, outcome = asked
    files = [(name, name) for name in dict.fromkeys(each["file"] for each in reports)]
    kept = [
        ("" if each.id == store.generation else each.id, when(each.manifest["made_at"]))
        for each in past
    ]
    choices = [
        Choice("generation", "Refresh", kept, generation),
        Choice("file", "File", [("", "all"), *files], file),
        Choice("outcome", "Outcome", OUTCOMES, outcome),
    ]
    asked_for = f"?generation={generation}" if generation != store.generation else ""
    end = [
        html.Span(f"{shown} of {counted(len(reports), 'table')} shown", role="status"),
        html.A("Download as CSV", href=f"/data-quality.csv{asked_for}"),
    ]
    return filter_row(choices, end)


def _generations(past: Sequence[Generation], store: Store) -> html.Ul:
    return html.Ul([html.Li(_generation(each, store)) for each in past])


def _generation(each: Generation, store: Store) -> list:
    manifest = each.manifest
    served = each.id == store.generation
    address = "/data-quality" if served else f"/data-quality?generation={each.id}"
    said = f": {totals(manifest['files'])}" + (" Being served." if served else "")
    return [dcc.Link(when(manifest["made_at"]), href=address), said]


dash.register_page(
    __name__,
    path="/data-quality",
    name="Data quality",
    title="Data quality · Waymark",
    layout=layout,
    order=6,
)
