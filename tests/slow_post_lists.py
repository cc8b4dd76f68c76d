"""Post lists with plain loops: how each holding stands, and which rows bring what is established.

Written from the definitions in queries/indicators/workforce, sharing no code with the queries.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

Row = dict


def last_day(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def month_after(day: date) -> date:
    return last_day(last_day(day) + timedelta(days=1))


def state(row: Row) -> str:
    as_at, kind = row["as_at"], row["employment_type"]
    ended = row["end_date"] is not None and row["end_date"] <= as_at
    if kind == "vacant" and not (row["staff_ref"] and row["end_date"]):
        return "vacant"
    if ended:
        return "ended"
    if row["start_date"] is not None and row["start_date"] > as_at:
        return "to start"
    return {"agency": "agency", "vacant": "vacant"}.get(kind, "in post")


class PostLists:
    """All rows of all months, each with ``state``, ``counts`` (a social worker's post), ``fte``
    at the month's end, ``established`` and ``again`` (its holding stands on a row before)."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = [dict(row) for row in rows]
        self.months = sorted({row["as_at"] for row in self.rows})
        for row in self.rows:
            row["state"] = state(row)
            row["post"] = row["post_number"] or f"row {row['source_row']}"
            row["holder"] = row["staff_ref"] or f"{row['post']} {row['source_row']}"
        for row in self.rows:
            row["counts"] = self._counts(row)
            row["again"] = self._is_again(row)
        for row in self.rows:
            row["fte"] = self._fte(row)
            row["established"] = 0.0
        for month in self.months:
            self._establish(month)

    def of(self, month: date) -> list[Row]:
        return [row for row in self.rows if row["as_at"] == month and row["counts"]]

    def any(self, month: date, test) -> bool:
        return any(test(row) for row in self.rows if row["as_at"] == month)

    def _counts(self, row: Row) -> bool:
        title = row["social_work"]
        if row["post_title"] is None:
            titles = [
                other["social_work"]
                for other in self.rows
                if other["post"] == row["post"] and other["as_at"] == row["as_at"]
            ]
            title = max((each for each in titles if each), default=None)
        if title is not None:
            return title == "Y"
        return any(
            other["swe_registered"] == "Y"
            for other in self.rows
            if other["post"] == row["post"] and other["as_at"] <= row["as_at"]
        )

    def _is_again(self, row: Row) -> bool:
        names = (
            "as_at", "kind", "post", "staff_ref", "state", "established_fte", "contracted_fte",
            "start_date", "end_date",
        )  # fmt: skip
        return row["staff_ref"] is not None and any(
            other["source_row"] < row["source_row"] and all(other[n] == row[n] for n in names)
            for other in self.rows
        )

    def _fte(self, row: Row) -> float:
        in_agencys = (
            row["kind"] == "posts"
            and row["employment_type"] == "agency"
            and any(
                other["kind"] == "agency"
                and other["as_at"] == row["as_at"]
                and row["staff_ref"] is not None
                and other["staff_ref"] == row["staff_ref"]
                for other in self.rows
            )
        )
        row["elsewhere"] = in_agencys
        if row["again"] or in_agencys or row["state"] not in ("in post", "agency"):
            return 0.0
        return row["contracted_fte"] or 0.0

    def _establish(self, month: date) -> None:
        """Each post's establishment once, on the rows of HR's list."""
        alike = defaultdict(list)
        for row in self.rows:
            if row["as_at"] == month and row["kind"] == "posts" and not row["again"]:
                alike[row["post"], row["established_fte"]].append(row)
        for (_, size), rows in alike.items():
            for row in self._bearers(rows, size, month):
                row["established"] = size or 0.0

    def _bearers(self, rows: list[Row], size: float | None, month: date) -> list[Row]:
        """The rows that bring a post's establishment, where its whole size stands on several."""
        sizes = [row["contracted_fte"] for row in rows]
        held = all(row["state"] in ("in post", "agency") for row in rows)
        known = [each for each in sizes if each is not None]
        if (
            held and len(rows) > 1 and size is not None and known
            and min(known) > 0 and max(known) < size and sum(known) <= size + 1e-6
        ):  # fmt: skip
            return rows[:1]
        new = [
            row
            for row in rows
            if row["state"] == "vacant"
            or (
                row["state"] == "in post"
                and row["start_date"] is not None
                and row["start_date"] >= month.replace(day=1)
            )
        ]
        covers = [row for row in rows if row["state"] in ("agency", "to start")]
        ended = [row for row in rows if row["state"] == "ended"]
        shown_again = covers[: len(new)] if (size or 0) > 0.5 else []
        dropped = shown_again + ended[: len(new) + len(covers)]
        return [row for row in rows if not any(row is each for each in dropped)]
