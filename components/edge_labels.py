"""Labels at a chart's right edge, in place of a legend: they keep clear of each other."""

import textwrap
from dataclasses import dataclass

from components.axes import Scale
from components.palette import FONT

LINE_HEIGHT = 15
WIDEST = 20  # characters


@dataclass(frozen=True)
class EdgeLabel:
    """What stands beside a line's right end. ``value`` is where the line ends."""

    text: str
    value: float
    colour: str
    bold: bool = False

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.text, WIDEST, break_long_words=False)[:3] or [""]

    @property
    def height(self) -> int:
        return LINE_HEIGHT * len(self.lines) + 2


def placed(labels: list[EdgeLabel], scale: Scale, plot_height: int) -> list[tuple[EdgeLabel, int]]:
    """Each label with its centre in pixels from the plot's foot, none over another.

    Labels stand at their lines' ends, pushed apart by the least that clears them.
    """
    groups: list[list[EdgeLabel]] = [
        [label] for label in sorted(labels, key=lambda label: label.value)
    ]
    while True:
        feet = [_foot(group, scale, plot_height) for group in groups]
        clash = next(
            (
                at
                for at in range(len(groups) - 1)
                if feet[at] + _tall(groups[at]) > feet[at + 1] + 0.01
            ),
            None,
        )
        if clash is None:
            break
        groups[clash : clash + 2] = [groups[clash] + groups[clash + 1]]
    found = []
    for group, foot in zip(groups, feet, strict=True):
        for label in group:
            found.append((label, round(foot + label.height / 2)))
            foot += label.height
    return found


def annotations(labels: list[EdgeLabel], scale: Scale, plot_height: int) -> list[dict]:
    """The labels as Plotly annotations."""
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": centre / plot_height,
            "yref": "paper",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "text": _marked(label),
            "font": {"family": FONT, "size": 12, "color": label.colour},
        }
        for label, centre in placed(labels, scale, plot_height)
    ]


def _marked(label: EdgeLabel) -> str:
    text = "<br>".join(escaped(line) for line in label.lines)
    return f"<b>{text}</b>" if label.bold else text


def escaped(text: str) -> str:
    """Text that Plotly shows as written, whatever a file named its council."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tall(group: list[EdgeLabel]) -> int:
    return sum(label.height for label in group)


def _foot(group: list[EdgeLabel], scale: Scale, plot_height: int) -> float:
    """Where a group of touching labels starts: centred on its lines' ends, kept in the plot."""
    below = 0
    wanted = []
    for label in group:
        wanted.append(scale.share(label.value) * plot_height - below - label.height / 2)
        below += label.height
    return min(max(sum(wanted) / len(wanted), -8.0), plot_height + 12 - _tall(group))
