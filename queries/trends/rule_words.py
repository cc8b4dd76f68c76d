"""What a control chart's rule saw, in words that need no knowledge of control charts."""

from queries.trends.control_chart import Mark
from queries.trends.wording import counted


def rule_words(mark: Mark, noun: str = "month") -> str:
    """below its own average for six months in a row. ``noun`` names a point."""
    if mark.rule == "beyond_limits":
        return f"{'above' if mark.side == 'high' else 'below'} its usual range"
    if mark.rule == "shift":
        side = "above" if mark.side == "high" else "below"
        return f"{side} its own average for {counted(mark.run, noun)} in a row"
    if mark.rule == "trend":
        moves = counted(mark.run - 1, noun)
        return f"{'up' if mark.side == 'high' else 'down'} {moves} in a row"
    edge = "top" if mark.side == "high" else "bottom"
    return f"two of the last three {noun}s near the {edge} of its usual range"
