"""Codes that the standard does not have, each with what it may mean, and those mapped already."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.refresh_report import HOLDS
from data.contracts.codes import Code
from data.counted_text import counted
from data.file_names import shown_name
from data.private_text import shape
from queries.code_spellings import (
    BLANK,
    CodesToMap,
    Mapped,
    Unmapped,
    by_code_set,
    codes_of,
    may_be_blank,
)

ADDRESS = "/data-quality/codes"
MOST_LISTED = 100
MOST_FILES = 2
_LONGEST_SHOWN = 80
CODE_SETS = {
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "source": "Source of contact or referral",
    "primary_need": "Primary need",
    "close_reason": "Reason for closing a case",
    "disability": "Disability",
    "abuse_category": "Category of abuse",
    "episode_reason": "Reason for an episode of care",
    "legal_status": "Legal status",
    "ceased_reason": "Reason for leaving care",
    "placement_type": "Placement type",
    "placement_provider": "Placement provider",
    "placement_change": "Reason for a change of placement",
    "participation": "Taking part in a review",
    "health_check_status": "Status of a health check",
    "sdq_reason": "Reason for no strengths and difficulties score",
    "missing_type": "Missing or away",
    "yes_no": "Yes or no",
    "return_interview": "Return home interview",
    "eligibility": "Eligibility as a care leaver",
    "in_touch": "In touch with a care leaver",
    "accommodation": "Accommodation of a care leaver",
    "accommodation_returned": "Accommodation of a care leaver, as the SSDA903 has it",
    "suitable": "Suitable accommodation",
    "activity": "Activity of a care leaver",
    "decision_reversed": "Reason for reversing a decision",
    "previous_permanence": "Permanence of before care",
    "worker_change": "Reason for a change of worker",
}


def codes_to_map(
    found: CodesToMap, may_map: bool, sees_all: bool, refresh: Any = None, said: str = ""
) -> html.Section:
    """The whole section. ``sees_all``: whether the person may read what may be a child's name.

    ``refresh`` stands beside what takes effect with the next one; ``said`` answers a form.
    """
    return html.Section(
        [
            html.H2("Codes to map", id="codes", tabIndex="-1"),
            html.P(said, className="strong", role="status") if said else None,
            _pending(found, refresh),
            html.P(_summary(found), className="quiet"),
            _form(found, may_map, sees_all) if found.unmapped else None,
            _mapped(found.mapped, may_map, sees_all) if found.mapped else None,
        ],
        className="section codes",
    )


def code_set_name(code_set: str) -> str:
    """A code set in plain words: 'Placement type'."""
    return CODE_SETS.get(code_set, code_set.replace("_", " ").capitalize())


def code_name(code: Code) -> str:
    """'White British (WBRI)'; 'Independent living (P2, to March 2024)'."""
    years = f", to March {code.last}" if code.last else ""
    years += f", from April {code.first - 1}" if code.first else ""
    label = code.labels[0] if code.labels else code.code
    return f"{label} ({code.code}{years})"


def _summary(found: CodesToMap) -> str:
    if not found.unmapped:
        return "Every code in the files is known, or mapped."
    have = counted(len(found.unmapped), "spelling in the files has", "spellings in the files have")
    return (
        f"{have} no code in the standard, in {counted(found.rows, 'row')}. Figures show such rows "
        "as ‘Not recognised’ until someone says here what each means."
    )


def _pending(found: CodesToMap, refresh: Any) -> html.Div | None:
    """'3 mappings saved since the last refresh. They take effect with the next one.'"""
    parts = []
    if found.saved:
        parts.append(counted(found.saved, "mapping saved", "mappings saved"))
    if found.withdrawn:
        parts.append(
            f"{found.withdrawn:,} withdrawn"
            if parts
            else counted(found.withdrawn, "mapping withdrawn", "mappings withdrawn")
        )
    if not parts:
        return None
    one = found.saved + found.withdrawn == 1
    effect = "It takes effect" if one else "They take effect"
    told = f"{' and '.join(parts)} since the last refresh. {effect} with the next one."
    return html.Div([html.P(told), refresh], className="codes-pending", role="status")


def _form(found: CodesToMap, may_map: bool, sees_all: bool) -> html.Form | html.Div:
    parts: list[Component] = []
    for code_set, spellings in by_code_set(found.unmapped).items():
        parts.append(_set_head(code_set, spellings))
        parts.append(_set_table(code_set, spellings[:MOST_LISTED], may_map, sees_all))
        if len(spellings) > MOST_LISTED:
            more = len(spellings) - MOST_LISTED
            parts.append(html.P(f"{more:,} more follow when these are mapped.", className="quiet"))
        if may_map:
            parts.append(html.Button("Save what is chosen", type="submit", className="button"))
    if not may_map:
        return html.Div([html.P("To map them needs the role of editor."), *parts])
    return html.Form(
        parts,
        action=ADDRESS,
        method="post",
        autoComplete="off",
        **{"aria-label": "Codes to map"},
    )


def _set_head(code_set: str, spellings: Sequence[Unmapped]) -> html.H3:
    rows = counted(sum(each.rows for each in spellings), "row")
    told = f" {counted(len(spellings), 'spelling')}, {rows}"
    return html.H3([code_set_name(code_set), html.Span(told, className="quiet codes-count")])


def _set_table(
    code_set: str, spellings: Sequence[Unmapped], may_map: bool, sees_all: bool
) -> html.Div:
    head = [("Written in the files", ""), ("Rows", "number"), ("Found in", "")]
    head += [("Means", "")] if may_map else []
    name = f"{code_set_name(code_set)}: spellings to map"
    return _table(
        name, head, [_spelling_row(each, may_map, sees_all) for each in spellings], "codes-to-map"
    )


def _table(
    name: str, head: Sequence[tuple[Any, str]], rows: Sequence[html.Tr], kind: str
) -> html.Div:
    table = html.Table(
        [
            html.Caption(name, className="visually-hidden"),
            html.Thead(
                html.Tr([html.Th(said, scope="col", className=align) for said, align in head])
            ),
            html.Tbody(rows),
        ],
        className=f"figures stacking {kind}",
        role="table",
    )
    return html.Div(
        table, className="table-scroll", role="region", tabIndex="0", **{"aria-label": name}
    )


def _spelling_row(each: Unmapped, may_map: bool, sees_all: bool) -> html.Tr:
    is_shown = sees_all or each.may_show
    cells = [
        html.Th(_written(each.text, is_shown), scope="row", role="rowheader"),
        html.Td(f"{each.rows:,}", className="number", role="cell", **{"data-label": "Rows"}),
        html.Td(_found_in(each), role="cell"),
    ]
    if may_map:
        cells.append(html.Td(_meaning(each) if is_shown else _not_shown(), role="cell"))
    return html.Tr(cells, role="row")


def _not_shown() -> html.Span:
    return html.Span("Only an analyst may read it: it may be a child’s name.", className="quiet")


def _written(text: str, is_shown: bool) -> Any:
    if not is_shown:
        return [html.Span("of the shape ", className="quiet"), shape(shown_name(text))]
    return _short(text)


def _short(text: str) -> str:
    """Text with what cannot be seen written out, cut where it is long."""
    plain = shown_name(text.strip())
    if len(plain) <= _LONGEST_SHOWN:
        return plain
    return f"{plain[:_LONGEST_SHOWN]}… ({len(text):,} characters)"


def _found_in(each: Unmapped) -> list:
    """'Children, pers_ethnicity' and below it the files."""
    tables = ", ".join(HOLDS.get(name, name.replace("_", " ")) for name in each.tables)
    files = ", ".join(each.files[:MOST_FILES])
    more = len(each.files) - MOST_FILES
    files += f" and {counted(more, 'more file')}" if more > 0 else ""
    told = f"{', '.join(each.columns)} · {files}"
    return [tables, html.Br(), html.Span(told, className="quiet small")]


def _meaning(each: Unmapped) -> list:
    """The codes that it may mean, none of them chosen; below it the likeliest, to be chosen."""
    options = [html.Option("Leave as it is", value="")]
    options += [html.Option(code_name(code), value=code.code) for code in codes_of(each.code_set)]
    if may_be_blank(each.code_set):
        options.append(html.Option("Nothing recorded", value=BLANK))
    return [
        html.Select(
            options,
            name=f"meaning-{each.token}",
            className="form-select codes-meaning",
            **{"aria-label": f"What ‘{_short(each.text)}’ means"},
        ),
        html.Span(f"Perhaps {code_name(each.likely)}", className="quiet small codes-likely")
        if each.likely
        else None,
    ]


def _mapped(mapped: Sequence[Mapped], may_map: bool, sees_all: bool) -> html.Details:
    names = ("Written in the files", "Kind of code", "Means", "Saved")
    head: list[tuple[Any, str]] = [(name, "") for name in names]
    head += [(html.Span("Withdraw", className="visually-hidden"), "")] if may_map else []
    table = _table(
        "Spellings mapped already",
        head,
        [_mapped_row(each, may_map, sees_all) for each in mapped],
        "codes-mapped",
    )
    content = [html.Summary(f"Mapped already ({len(mapped):,})"), table]
    if may_map:
        content[1] = html.Form(
            table, action=ADDRESS, method="post", **{"aria-label": "Spellings mapped already"}
        )
    return html.Details(content, className="example", open=len(mapped) <= 8)


def _mapped_row(each: Mapped, may_map: bool, sees_all: bool) -> html.Tr:
    note, is_shown = each.note, sees_all or each.may_show
    saved = f"{note.written_at.day}/{note.written_at.month}/{note.written_at.year}"
    cells = [
        html.Th(_written(note.text, is_shown), scope="row", role="rowheader"),
        html.Td(code_set_name(note.code_set), role="cell"),
        html.Td(_meant(each), role="cell"),
        html.Td(
            [f"{saved} by {note.editor}", *([] if each.is_used else [html.Br(), _not_used()])],
            role="cell",
        ),
    ]
    if may_map:
        cells.append(html.Td(_withdraw(each, is_shown), role="cell"))
    return html.Tr(cells, role="row")


def _not_used() -> html.Span:
    return html.Span("from the next refresh", className="small strong")


def _meant(each: Mapped) -> str:
    if each.code:
        return code_name(each.code)
    return "Nothing recorded" if each.note.code is None else f"{each.note.code}: no code any more"


def _withdraw(each: Mapped, is_shown: bool) -> html.Button:
    what = _short(each.note.text) if is_shown else code_set_name(each.note.code_set)
    return html.Button(
        ["Withdraw", html.Span(f" the meaning of {what}", className="visually-hidden")],
        type="submit",
        name="withdraw",
        value=str(each.note.id),
        className="button button-quiet",
    )
