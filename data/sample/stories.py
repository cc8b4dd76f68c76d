"""What was planted in the sample, by name, so that a test or a page can look for it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.span import Span, day_number, month_start

RESIDENTIAL_URNS = ("SC990001", "SC990002", "SC990003", "SC990004")
RESIDENTIAL_WEEKLY_COSTS = (11_400, 12_900, 14_600, 12_250)


@dataclass(frozen=True)
class Story:
    """One planted change: ``indicator`` moves between ``first`` and ``last`` (month ends).

    ``usual`` and ``during`` are the levels asked for, in the indicator's first unit.
    """

    name: str
    indicator: str
    first: date
    last: date
    usual: float
    during: float
    told: str


@dataclass(frozen=True)
class Stories:
    """The planted stories of one span; see each Story's ``told``."""

    conference_dip: Story
    turnover_step: Story
    adolescents_rise: Story
    late_recording: Story
    placements_overspend: Story

    def __iter__(self) -> Iterator[Story]:
        return iter(self.__dict__.values())

    def conference_delay(self) -> tuple[int, int]:
        """First and last day on which a conference planned then was likely to be late."""
        first = self.conference_dip.first.replace(day=1)
        return day_number(first), day_number(self.conference_dip.last)


def planted_stories(span: Span) -> Stories:
    """The stories as dated for ``span``: all lie within its last twenty months."""
    summer = _last_summer(span)
    return Stories(
        conference_dip=Story(
            "conference_dip", "initial_conferences_in_15_days", *summer, 81.0, 38.0,
            "Two conference chairs left in one summer: for three months fewer than half of initial "
            "conferences were in time, then the usual level returned.",
        ),
        turnover_step=Story(
            "turnover_step", "turnover", span.month_end(-16), span.end, 12.5, 19.0,
            "Social worker turnover steps up sixteen months before the end and stays up.",
        ),
        adolescents_rise=Story(
            "adolescents_rise", "care_started", span.month_end(-17), span.end, 1.0, 2.1,
            "Over the last eighteen months children aged 11 or over enter care ever more often; "
            "the levels are multiples of the usual number.",
        ),
        late_recording=Story(
            "late_recording", "contacts", span.end, span.end, 100.0, 97.0,
            "Three in a hundred of the last month's contacts and completed assessments were not "
            "yet recorded when the extract was taken; the levels are percentages recorded.",
        ),
        placements_overspend=Story(
            "placements_overspend", "forecast_variance", span.month_end(-3), span.end, 0.3, 1.6,
            "Four residential placements of adolescents, one a month in the last four months, "
            "carry the placements budget and with it the whole service into an overspend.",
        ),
    )  # fmt: skip


def _last_summer(span: Span) -> tuple[date, date]:
    """July and September month ends of the last summer over for at least ten months."""
    known = month_start(span.end.year, span.end.month - 9)
    year = known.year if known >= date(known.year, 10, 1) else known.year - 1
    return date(year, 8, 1) - timedelta(days=1), date(year, 9, 30)
