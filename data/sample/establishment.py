"""The council's posts: how many are agreed of what in each team, and how they are held."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# FTE are whole tenths throughout, so that sums are exact.
WHOLE = 10
ESTABLISHMENT = 252.0
GROWTH_A_YEAR = 2.0
OTHER_POSTS = 36
SERVICES = {
    "S1": "Assessment and Safeguarding", "S2": "Children in Care and Fostering",
    "S3": "Disabled Children", "S4": "Safeguarding and Quality Assurance",
}  # fmt: skip
TEAMS = {
    "T01": ("Assessment North", "S1"), "T02": ("Assessment South", "S1"),
    "T03": ("Family Safeguarding East", "S1"), "T04": ("Family Safeguarding West", "S1"),
    "T05": ("Children in Care", "S2"), "T06": ("Disabled Children", "S3"),
    "T07": ("Care Leavers", "S2"), "T08": ("Fostering and Permanence", "S2"),
    "T09": ("Safeguarding and Reviewing", "S4"), "T10": ("Front Door", "S1"),
}  # fmt: skip
CASE_TEAMS = ("T01", "T02", "T03", "T04", "T05", "T06", "T07")
# Titles of registered social workers' posts, with what a day of an agency worker costs; and others.
REGISTERED = {
    "Social Worker": 292, "Senior Social Worker": 312, "Advanced Practitioner": 325,
    "Supervising Social Worker": 290, "Independent Reviewing Officer": 335,
    "Child Protection Chair": 338, "Assistant Team Manager": 348, "Team Manager": 372,
    "Service Manager": 430, "Head of Service": 520, "Principal Social Worker": 450,
}  # fmt: skip
OTHERS = ("Personal Adviser", "Family Support Worker", "Business Support Officer")
TITLES = (*REGISTERED, *OTHERS)
CASE_TITLES = ("Social Worker", "Senior Social Worker")
# Posts by team and title of a council of scale 1.
NUMBERS = {
    "T01": {"Social Worker": 24, "Senior Social Worker": 7, "Assistant Team Manager": 3,
            "Team Manager": 2, "Head of Service": 1, "Business Support Officer": 4},
    "T02": {"Social Worker": 19, "Senior Social Worker": 6, "Assistant Team Manager": 2,
            "Team Manager": 2, "Service Manager": 1, "Business Support Officer": 3},
    "T03": {"Social Worker": 27, "Senior Social Worker": 8, "Advanced Practitioner": 2,
            "Assistant Team Manager": 3, "Team Manager": 2, "Service Manager": 1,
            "Family Support Worker": 6},
    "T04": {"Social Worker": 23, "Senior Social Worker": 7, "Advanced Practitioner": 2,
            "Assistant Team Manager": 2, "Team Manager": 2, "Family Support Worker": 5},
    "T05": {"Social Worker": 21, "Senior Social Worker": 6, "Assistant Team Manager": 2,
            "Team Manager": 2, "Service Manager": 1, "Head of Service": 1},
    "T06": {"Social Worker": 11, "Senior Social Worker": 4, "Assistant Team Manager": 1,
            "Team Manager": 1, "Family Support Worker": 3},
    "T07": {"Social Worker": 5, "Senior Social Worker": 2, "Team Manager": 1,
            "Personal Adviser": 13},
    "T08": {"Supervising Social Worker": 16, "Assistant Team Manager": 1, "Team Manager": 2},
    "T09": {"Independent Reviewing Officer": 10, "Child Protection Chair": 5,
            "Advanced Practitioner": 2, "Head of Service": 1, "Principal Social Worker": 1,
            "Team Manager": 1, "Business Support Officer": 2},
    "T10": {"Social Worker": 7, "Senior Social Worker": 3, "Assistant Team Manager": 1,
            "Team Manager": 1},
}  # fmt: skip
HOURS = ((10, 0.80), (8, 0.09), (6, 0.06), (5, 0.05))
# One in so many posts is shared by two people, or has one holder more than agreed.
SHARED_EVERY, OVER_EVERY, TWO_POSTS_EVERY = 40, 90, 4
REVIEWERS = ("Independent Reviewing Officer", "Child Protection Chair")
FIRST_HALF = 6


@dataclass(frozen=True)
class Posts:
    """One place each: a post, one half of a shared post, or a place beyond the establishment.

    number (of the post), second (number of a second post that one person holds with it,
    0 for none), team, title (positions in TEAMS and TITLES), agreed (tenths of an FTE; 0 beyond
    the establishment), social (a registered social worker's), holds (case holding), opened (the
    month's position; the post does not exist before).
    """

    number: np.ndarray
    second: np.ndarray
    team: np.ndarray
    title: np.ndarray
    agreed: np.ndarray
    social: np.ndarray
    holds: np.ndarray
    opened: np.ndarray

    def __len__(self) -> int:
        return len(self.number)


def posts_of(scale: float, aprils: list[int], rng: np.random.Generator) -> Posts:
    """The posts of a council of ``scale``; some are added at each of ``aprils`` (positions of
    months)."""
    base = _posts(NUMBERS, round(ESTABLISHMENT * scale / 0.94), True, rng)
    others = _posts(NUMBERS, max(2, round(OTHER_POSTS * scale)), False, rng)
    grown = np.floor(GROWTH_A_YEAR * scale * np.arange(1, len(aprils) + 1) + 1e-9)
    added = np.diff(np.concatenate([[0], grown])).astype(int)
    opened = np.repeat(np.array(aprils, dtype=np.int64), added)
    later = _posts({team: {"Social Worker": 1} for team in CASE_TEAMS}, len(opened), True, rng)
    later = later.assign(opened=opened, agreed=WHOLE)
    ordered = pd.concat([base, others]).sort_values(["team", "title"], kind="stable")
    frame = pd.concat([ordered, later], ignore_index=True)
    frame["number"] = 1001 + np.arange(len(frame))
    made = _with_oddities(frame)
    flags = ("social", "holds")
    return Posts(
        **{
            name: made[name].to_numpy().astype(bool if name in flags else np.int64)
            for name in Posts.__dataclass_fields__
        }
    )


def _posts(
    numbers: dict[str, dict[str, int]], count: int, social: bool, rng: np.random.Generator
) -> pd.DataFrame:
    """``count`` posts spread over teams and titles in proportion to ``numbers``."""
    teams, titles = list(TEAMS), list(TITLES)
    kinds = [
        (teams.index(team), titles.index(title), number)
        for team, wanted in numbers.items()
        for title, number in wanted.items()
        if (title in REGISTERED) == social
    ]
    team, title, number = (np.array(column) for column in zip(*kinds, strict=True))
    reach = np.cumsum(number) / number.sum()
    kind = np.searchsorted(reach, (np.arange(count) + 0.5) / max(count, 1))
    hours, shares = (np.array(column) for column in zip(*HOURS, strict=True))
    names = np.array(TITLES)[title[kind]]
    part_time = rng.choice(hours, size=count, p=shares)
    managing = np.char.find(names, "Manager") >= 0
    cases = np.isin(names, CASE_TITLES) & np.isin(np.array(teams)[team[kind]], CASE_TEAMS)
    return pd.DataFrame(
        {
            "team": team[kind],
            "title": title[kind],
            "agreed": np.where(managing, WHOLE, part_time),
            "social": social,
            "holds": cases | (names == "Personal Adviser"),
            "opened": 0,
            "second": 0,
        }
    )


def _with_oddities(frame: pd.DataFrame) -> pd.DataFrame:
    """Some posts shared by two, some with a holder too many, some held with another."""
    turn = frame["number"] - 1001
    whole = (frame["agreed"] == WHOLE) & frame["social"]
    reviewing = whole & frame["title"].isin([TITLES.index(title) for title in REVIEWERS])
    joined = reviewing & ((reviewing.cumsum() - 1) % TWO_POSTS_EVERY == 1)
    frame.loc[joined, "second"] = 1001 + len(frame) + np.arange(joined.sum())
    shared = whole & ~joined & (turn % SHARED_EVERY == 7)
    # The halves differ, so that none can be taken for the other listed again.
    other_half = frame[shared].assign(agreed=WHOLE - FIRST_HALF)
    frame.loc[shared, "agreed"] = FIRST_HALF
    over = frame[frame["social"] & (turn % OVER_EVERY == 31)].assign(agreed=0, second=0)
    both = pd.concat([frame, other_half, over])
    return both.sort_values(["number", "agreed"], ascending=[True, False], kind="stable",
                            ignore_index=True)  # fmt: skip
