"""A council's rank among others by published period: a small stepped line, the best at the top."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from components.palette import COUNCIL, RULE
from queries.trends.neighbour_values import PeriodRank
from queries.trends.periods import published_name
from queries.trends.wording import ordinal

WIDTH, HEIGHT = 300, 88
_PAD = 5


def rank_line(ranks: Sequence[PeriodRank], better: str) -> html.Figure | None:
    """A step a period; broken where the council has no rank. None with fewer than three ranks.

    What it shows is said in words beside it, so that it carries no text of its own.
    """
    if sum(each.rank is not None for each in ranks) < 3:
        return None
    most = max(each.of for each in ranks)
    first, last = ("highest", "lowest") if better == "neither" else ("best", "worst")
    picture = html.Img(
        src="data:image/svg+xml," + quote(rank_svg(ranks, most)), alt="", className="rank-line"
    )
    years = (published_name(ranks[0].period_end), published_name(ranks[-1].period_end))
    return html.Figure(
        [
            html.Div(
                [html.Span(f"1st, {first}"), html.Span(f"{ordinal(most)}, {last}")],
                className="rank-places",
            ),
            picture,
            html.Div([html.Span(year) for year in years], className="rank-years"),
        ],
        className="rank",
        **{"aria-hidden": "true"},
    )


def rank_svg(ranks: Sequence[PeriodRank], most: int) -> str:
    """The picture alone: ``most`` is the worst rank that there can be."""
    wide = (WIDTH - 2 * _PAD) / len(ranks)

    def down(rank: int) -> float:
        return round(_PAD + (HEIGHT - 2 * _PAD) * (rank - 1) / max(most - 1, 1), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        *(
            f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" stroke="{RULE}"/>'
            for y in (down(1), down(most))
        ),
    ]
    path, drawing = [], False
    for at, each in enumerate(ranks):
        if each.rank is None:
            drawing = False
            continue
        left, right = round(_PAD + at * wide, 1), round(_PAD + (at + 1) * wide, 1)
        path.append(f"{'L' if drawing else 'M'}{left},{down(each.rank)}H{right}")
        drawing = True
    parts.append(
        f'<path d="{"".join(path)}" fill="none" stroke="{COUNCIL}" stroke-width="2.5" '
        'stroke-linejoin="round"/>'
    )
    if ranks[-1].rank is not None:
        parts.append(
            f'<circle cx="{WIDTH - _PAD}" cy="{down(ranks[-1].rank)}" r="4" fill="{COUNCIL}"/>'
        )
    return "".join(parts) + "</svg>"
