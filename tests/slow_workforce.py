"""The workforce figures again, the slow and obvious way: loops over a list's rows, no SQL.

Written from the definitions (queries/indicators/workforce/<slug>.toml), sharing no code with the
queries. A share is what one holding or post adds to a month: above and below the line.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.slow_post_lists import PostLists, Row, last_day, month_after
from tests.slow_terms import working_days, years_later

SPLITS = ("team", "service", "role")


@dataclass
class Share:
    month: date
    above: float
    below: float
    row: Row


def in_post(lists: PostLists, month: date) -> list[Row]:
    return [row for row in lists.of(month) if row["state"] == "in post" and row["fte"] > 0]


def has_posts(lists: PostLists, month: date) -> bool:
    return lists.any(month, lambda row: row["kind"] == "posts")


def staff_in_post(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        yield from (Share(month, row["fte"], 1, row) for row in in_post(lists, month))


def has_establishment(lists: PostLists, month: date) -> bool:
    return lists.any(
        month, lambda row: row["kind"] == "posts" and row["established_fte"] is not None
    )


def establishment(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        for row in lists.of(month):
            if row["established"] > 0 and has_establishment(lists, month):
                yield Share(month, row["established"], 1, row)


def posts(lists: PostLists, month: date) -> Iterable[Row]:
    """Each post: in_post, agency, vacancy, and the split of its vacant row or else its first."""
    grouped = defaultdict(list)
    for row in lists.of(month):
        grouped[row["post"]].append(row)
    for rows in grouped.values():
        rows.sort(
            key=lambda row: (row["kind"] == "agency", row["state"] != "vacant", row["source_row"])
        )
        filled = sum(row["fte"] for row in rows if row["state"] == "in post")
        vacancy = max(round(sum(row["established"] for row in rows) - filled, 6), 0.0)
        names = {
            split: next((row[split] for row in rows if row[split] is not None), None)
            for split in SPLITS
        }
        agency = sum(row["fte"] for row in rows if row["state"] == "agency")
        yield names | {"in_post": filled, "vacancy": vacancy, "agency": agency}


def vacancy_rate(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        if has_establishment(lists, month):
            for post in posts(lists, month):
                if post["vacancy"] or post["in_post"]:
                    yield Share(month, post["vacancy"], post["vacancy"] + post["in_post"], post)


def has_agency(lists: PostLists, month: date) -> bool:
    in_hrs = any(
        row["kind"] == "posts" and row["employment_type"] == "agency" for row in lists.rows
    )
    return in_hrs or lists.any(month, lambda row: row["employment_type"] == "agency")


def agency_cover_of_vacancies(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        agency = [
            row
            for row in lists.rows
            if row["as_at"] == month and row["employment_type"] == "agency"
        ]
        placed = not agency or any(row["post_number"] for row in agency)
        if has_establishment(lists, month) and has_agency(lists, month) and placed:
            for post in posts(lists, month):
                yield Share(month, min(post["vacancy"], post["agency"]), post["vacancy"], post)


def agency_rate(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        if has_posts(lists, month) and has_agency(lists, month):
            for row in lists.of(month):
                if row["fte"] > 0:
                    yield Share(month, row["fte"] * (row["state"] == "agency"), row["fte"], row)


def turnover(lists: PostLists) -> Iterable[Share]:
    listing = {
        month
        for month in lists.months
        if lists.any(month, lambda row: row["kind"] == "posts" and row["leavers_listed"] == "Y")
    }
    for month in listing:
        yield from (Share(month, 0.0, row["fte"], row) for row in in_post(lists, month))
    for row in _leavers(lists):
        month = last_day(row["end_date"])
        if month in listing:
            yield Share(month, row["contracted_fte"] or _fte_before(lists, row), 0.0, row)


def _leavers(lists: PostLists) -> Iterable[Row]:
    told = set()
    for month in lists.months:
        nobodies: dict[tuple, int] = defaultdict(int)
        for row in sorted(
            (row for row in lists.rows if row["as_at"] == month), key=lambda row: row["source_row"]
        ):
            if row["state"] != "ended" or row["kind"] != "posts" or row["again"]:
                continue
            alike = (row["post"], row["established_fte"])
            nobodies[alike] += 1
            if (
                not row["counts"]
                or row["employment_type"] == "agency"
                or row["moved_within"] == "Y"
                or _stays(lists, row)
            ):
                continue
            who = row["staff_ref"] or f"nobody {nobodies[alike]}"
            once = (row["post"], who, row["end_date"])
            if once not in told:
                told.add(once)
                yield row


def _stays(lists: PostLists, row: Row) -> bool:
    """In another post at the end of the month of the list, or of the next month's."""
    return row["staff_ref"] is not None and any(
        other["staff_ref"] == row["staff_ref"]
        and other["state"] == "in post"
        and other["as_at"] in (row["as_at"], month_after(row["as_at"]))
        for other in lists.rows
    )


def _fte_before(lists: PostLists, row: Row) -> float:
    before = [
        other
        for other in lists.rows
        if other["counts"]
        and other["state"] == "in post"
        and row["staff_ref"] is not None
        and other["staff_ref"] == row["staff_ref"]
        and other["post"] == row["post"]
        and other["as_at"] < row["as_at"]
    ]
    latest = max((other["as_at"] for other in before), default=None)
    return sum(other["fte"] for other in before if other["as_at"] == latest)


def sickness_absence(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        if not has_posts(lists, month) or not lists.any(
            month, lambda r: r["sick_days"] is not None
        ):
            continue
        first = month.replace(day=1)
        available = working_days(first - timedelta(days=1), month)
        for row in lists.of(month):
            here = row["state"] == "in post" or (
                row["state"] == "ended" and row["end_date"] >= first
            )
            if here and row["kind"] == "posts" and row["employment_type"] != "agency":
                lost = (row["sick_days"] or 0.0) * (row["is_sickness"] != "N")
                yield Share(month, lost, row["fte"] * available, row)


def caseload(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        if not has_posts(lists, month):
            continue
        people = defaultdict(list)
        for row in lists.of(month):
            if row["state"] in ("in post", "agency") and not row["again"] and not row["elsewhere"]:
                people[row["holder"]].append(row)
        for rows in people.values():
            rows.sort(key=lambda row: row["source_row"])
            cases = [row["allocated_cases"] or 0 for row in rows]
            if sum(cases) < 1:
                continue
            if len(set(cases)) == 1:
                cases[1:] = [0] * (len(cases) - 1)
            for row, held in zip(rows, cases, strict=True):
                yield Share(month, held, row["fte"], row)


BANDS = ((25, "25 or more"), (20, "20 to 24"), (15, "15 to 19"), (10, "10 to 14"), (1, "1 to 9"))


def case_holders(lists: PostLists) -> Iterable[Share]:
    """The caseload's holdings again, each by how many cases its holder has in all."""
    shares = list(caseload(lists))
    for share in shares:
        cases = sum(
            other.above
            for other in shares
            if other.month == share.month and other.row["holder"] == share.row["holder"]
        )
        band = next(name for fewest, name in BANDS if cases >= fewest)
        yield Share(share.month, share.row["fte"], 1, share.row | {"cases_held": band})


def newly_qualified_share(lists: PostLists) -> Iterable[Share]:
    title = "Newly qualified social worker"
    for month in lists.months:
        marked = lists.any(month, lambda r: r["kind"] == "posts" and r["asye"] is not None)
        if marked or lists.any(month, lambda r: r["role"] == title):
            for row in in_post(lists, month):
                new = row["asye"] == "Y" or (row["asye"] is None and row["role"] == title)
                yield Share(month, row["fte"] * new, row["fte"], row)


def time_in_post_under_1_year(lists: PostLists) -> Iterable[Share]:
    for month in lists.months:
        for row in in_post(lists, month):
            joined = _joined(lists, row)
            if joined is not None:
                yield Share(month, row["fte"] * (years_later(joined, 1) > month), row["fte"], row)


def _joined(lists: PostLists, row: Row) -> date | None:
    if row["staff_ref"] is None:
        return row["start_date"]
    starts = [
        other["start_date"]
        for other in lists.rows
        if other["staff_ref"] == row["staff_ref"]
        and other["as_at"] <= row["as_at"]
        and other["kind"] == "posts"
        and other["state"] in ("in post", "ended")
        and other["employment_type"] != "agency"
        and other["start_date"] is not None
    ]
    return min(starts, default=None)


SHARES = {
    each.__name__: each
    for each in (
        staff_in_post, establishment, vacancy_rate, agency_rate, agency_cover_of_vacancies,
        turnover, sickness_absence, caseload, case_holders, newly_qualified_share,
        time_in_post_under_1_year,
    )
}  # fmt: skip


def slow_figures(slug: str, lists: PostLists, windows: Iterable[str]) -> dict[tuple, tuple]:
    """(window, split, member, period end) → (numerator, denominator)."""
    shares = list(SHARES[slug](lists))
    known = {share.month for share in shares}
    found = {}
    for split in ("", *SPLITS, *(("cases_held",) if slug == "case_holders" else ())):
        for member in {_member(share, split) for share in shares}:
            sums = {month: [0.0, 0.0] for month in known}
            for share in shares:
                if _member(share, split) == member:
                    sums[share.month][0] += share.above
                    sums[share.month][1] += share.below
            for window in windows:
                for month in known:
                    if (figure := _windowed(sums, month, window, slug)) is not None:
                        found[window, split, member, month] = figure
    return found


def _member(share: Share, split: str) -> str:
    return (share.row[split] or "Not recorded") if split else ""


def _windowed(sums: dict, month: date, window: str, slug: str) -> tuple[float, float] | None:
    if window in ("e", "m"):
        return tuple(sums[month])
    year = [month]
    while len(year) < 12:
        year.append(year[-1].replace(day=1) - timedelta(days=1))
    if not all(each in sums for each in year):
        return None
    below = sums[month][1] if slug == "turnover" else sum(sums[each][1] for each in year)
    return sum(sums[each][0] for each in year), below
