"""Which rows are lines and which only add up lines: so that no pound is counted twice.

A total covers the lines since some heading or total before it. Which of these it is shows in
the sums: the nearest that adds up in every column, or else in most.
"""

import re
from dataclasses import dataclass, field, replace
from math import sqrt

from data.readers.budget_monitor.entries import Entry, Sheet
from data.readers.budget_monitor.leading import is_evident, leading_totals
from data.readers.budget_monitor.words import is_grand, is_part, is_total, nature_of

_STEM = re.compile(r"^(?P<stem>.{2,}?)\s*[-:,/(]\s*(?P<tail>[a-z ]+?)\)?$", re.I)
_TOTAL_WORDS = re.compile(
    r"^(?:sub ?-? ?)?totals?(?: for| of|:|-)?\s+|\s+(?:sub ?-? ?)?totals?$", re.I
)
_VARIANCES = ("forecast_variance", "variance_to_date", "previous_variance")


@dataclass(frozen=True)
class Line:
    """A row that counts. ``income_sign`` is -1 where income is typed as a positive sum."""

    entry: Entry
    service: str
    service_line: str
    nature: str
    income_sign: int = 1

    @property
    def sign(self) -> int:
        return self.income_sign if self.nature == "income" else 1

    def pounds(self, role: str) -> float | None:
        """The sum, income as a negative."""
        typed = self.entry.pounds.get(role)
        return None if typed is None else self.sign * typed


@dataclass(frozen=True)
class Total:
    """A row that adds up ``lines``; ``wrong`` gives each column that does not, and their sum."""

    entry: Entry
    lines: tuple[Line, ...]
    wrong: dict[str, float]
    right: int


@dataclass
class Arranged:
    """``parts`` are rows said again within another; ``nameless`` have figures and no label."""

    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    parts: list[Entry] = field(default_factory=list)
    nameless: list[Entry] = field(default_factory=list)

    @property
    def agreement(self) -> tuple[int, int]:
        """How many sums of totals are right, and how many are not wrong."""
        return sum(t.right for t in self.totals), -sum(len(t.wrong) for t in self.totals)


@dataclass
class _Walk:
    """Where the walk down the rows stands: lines so far and where a total may begin."""

    sheet: Sheet
    income_sign: int
    is_likely: bool = False
    out: Arranged = field(default_factory=Arranged)
    starts: list[tuple[int, str]] = field(default_factory=lambda: [(0, "")])
    outer: str = ""
    heading: str = ""
    heading_was_last: bool = False

    def begin(self, name: str) -> None:
        self.starts.append((len(self.out.lines), name))

    @property
    def since(self) -> list[Line]:
        """The lines since the last heading or total."""
        return self.out.lines[self.starts[-1][0] :]


def arranged(sheet: Sheet, entries: list[Entry], income_sign: int = 1) -> Arranged:
    """The entries of one month as lines and totals, in the order of their rows.

    Rows that may be totals are, where the sheet's own totals are right so and otherwise wrong.
    """
    plain = _arranged(sheet, entries, income_sign, is_likely=False)
    if not any(each.wrong for each in plain.totals):
        return plain
    likely = _arranged(sheet, entries, income_sign, is_likely=True)
    better = sum(len(each.wrong) for each in likely.totals) < sum(
        len(each.wrong) for each in plain.totals
    )
    return likely if better and len(likely.lines) < len(plain.lines) else plain


def _arranged(sheet: Sheet, entries: list[Entry], income_sign: int, is_likely: bool) -> Arranged:
    walk = _Walk(sheet, income_sign, is_likely)
    leads = leading_totals(entries, sheet.headings, sheet.steps, is_likely)
    group, led_to = "", 0
    marks = [(number, label, None) for number, label in sheet.headings.items()]
    marks += [(entry.number, entry.label, entry) for entry in entries]
    for _, label, entry in sorted(marks, key=lambda mark: mark[0]):
        if entry is None:
            _take_heading(label, walk)
            continue
        if led_to and entry.number > led_to:
            _close(walk)
            led_to = 0
        if entry.number in leads:
            led_to = max(led_to, leads[entry.number][-1])
            _take_heading(entry.label, walk)
            continue
        if entry.group and entry.group != group and entry.group != entry.label:
            group = entry.group
            _take_heading(group, walk)
        _take(entry, walk)
        walk.heading_was_last = False
    walk.out.totals += _led(walk, entries, leads)
    return walk.out


def _led(walk: _Walk, entries: list[Entry], leads: dict[int, list[int]]) -> list[Total]:
    """The totals that stand above their lines."""
    return [
        _total(entry, [each for each in walk.out.lines if each.entry.number in covered], walk.sheet)
        for entry in entries
        if (covered := set(leads.get(entry.number, ())))
    ]


def _take_heading(label: str, walk: _Walk) -> None:
    """A heading right below another is inside it."""
    if walk.heading_was_last:
        walk.outer = walk.heading
    walk.heading = label.rstrip(": ")
    walk.heading_was_last = True
    walk.begin(walk.heading)


def _take(entry: Entry, walk: _Walk) -> None:
    if entry.label and is_part(entry.label):
        walk.out.parts.append(entry)
        return
    line = _line(entry, walk)
    covered = [each for each in walk.since if each.nature in ("expenditure", "income")]
    if _says_total(entry, line, walk.since, covered):
        walk.out.totals.append(_named_total(entry, walk))
        _close(walk)
    elif (total := _unnamed_total(entry, walk)) is not None:
        walk.out.totals.append(total)
        _close(walk)
    elif not entry.label and not walk.heading:
        walk.out.nameless.append(entry)
    else:
        walk.out.lines.append(line)


def _says_total(entry: Entry, line: Line, since: list[Line], halves: list[Line]) -> bool:
    """Whether words make the row a total: Net after the expenditure and income of its service,
    Total expenditure after other lines, Total or Subtotal anything."""
    bare = nature_of(entry.label)
    if line.nature == "net" and (bare or entry.nature):
        if bare:
            return bool(since) or (is_grand(entry.label) and bool(halves))
        return any(each.service_line == line.service_line for each in halves)
    if bare:
        return is_total(entry.label) and any(nature_of(each.entry.label) is None for each in since)
    if _stem(entry.label)[1] == "net":
        return any(each.service_line == line.service_line for each in halves)
    return is_total(entry.label)


def _line(entry: Entry, walk: _Walk) -> Line:
    """The row as a line: its service by the heading above, else by its own name."""
    own, nature = _stem(entry.label)
    bare = nature_of(entry.label)
    nature = nature_of(entry.nature) or bare or nature or "net"
    if bare or not own:
        own = walk.heading or entry.label
        service = walk.outer or own
    else:
        service = walk.heading
    return Line(entry, service, own, nature, walk.income_sign)


def _stem(label: str) -> tuple[str, str]:
    """``Fostering - Income`` is the income of Fostering; any other label is itself."""
    found = _STEM.match(label)
    if found and (nature := nature_of(found["tail"])):
        return found["stem"], nature
    return label, "income" if re.search(r"\bincome$", label, re.I) else ""


def _named_total(entry: Entry, walk: _Walk) -> Total:
    """The total with the lines that it fits best; where it fits none, those that it names."""
    spans = _spans(walk)
    tried = [_total(entry, walk.out.lines[start:], walk.sheet) for start, _ in spans]
    best = max(tried, key=lambda each: (not each.wrong, each.right), default=None)
    if best is None:
        return Total(entry, (), {}, 0)
    if best.right and (not best.wrong or best.right >= len(best.wrong)):
        return best
    named = plain_name(entry.label).casefold()
    for (_, name), total in zip(spans, tried, strict=True):
        if name and name.casefold() == named:
            return total
    everything = is_grand(entry.label) or not walk.since
    return tried[-1] if everything else tried[0]


def _unnamed_total(entry: Entry, walk: _Walk) -> Total | None:
    """A row that adds up two or more lines above it in every column, whatever it is called."""
    for start, _ in _spans(walk):
        lines = walk.out.lines[start:]
        rows = [each.entry for each in lines]
        evident = not entry.label or is_evident(entry, rows, walk.sheet.steps, walk.is_likely)
        if len(lines) < 2 or not evident:
            continue
        total = _total(entry, lines, walk.sheet)
        if not total.wrong and total.right:
            return total
    return None


def _spans(walk: _Walk) -> list[tuple[int, str]]:
    """Where the lines that a total covers may begin, the nearest first, each once."""
    starts = {at: name for at, name in walk.starts if at < len(walk.out.lines)}
    return sorted(starts.items(), reverse=True)


def _total(entry: Entry, lines: list[Line], sheet: Sheet) -> Total:
    """The total over these lines. Variances are left out where income is typed as positive:
    how the variance of such a line is signed cannot be told."""
    wrong: dict[str, float] = {}
    right = 0
    flipped = any(each.sign < 0 for each in lines)
    sign = -1 if lines and all(each.nature == "income" for each in lines) and flipped else 1
    for role, typed in entry.pounds.items():
        if flipped and role in _VARIANCES:
            continue
        added = sign * sum(each.pounds(role) or 0 for each in lines)
        if abs(added - typed) <= sheet.steps[role] * max(1.0, sqrt(len(lines))) + 0.005:
            right += bool(round(typed, 2)) or bool(round(added, 2))
        else:
            wrong[role] = added
    return Total(entry, tuple(lines), wrong, right)


def plain_name(label: str) -> str:
    """The name in ``Total placements`` or ``Placements sub-total``."""
    return _TOTAL_WORDS.sub("", label).strip(" :-") or label


def _close(walk: _Walk) -> None:
    """After a total: what follows is of no section."""
    walk.heading = ""
    walk.begin("")


def finished(found: Arranged) -> Arranged:
    """With a service for each line: its heading's, else that of the total below it that does not
    add up everything, else its own name."""
    below: dict[int, str] = {}
    for total in found.totals:
        if len(total.lines) < len(found.lines) and nature_of(total.entry.label) is None:
            for line in total.lines:
                below.setdefault(line.entry.number, plain_name(total.entry.label))
    lines = [
        replace(each, service=each.service or below.get(each.entry.number, each.service_line))
        for each in found.lines
    ]
    placed = {each.entry.number: each for each in lines}
    totals = [
        replace(total, lines=tuple(placed[each.entry.number] for each in total.lines))
        for total in found.totals
    ]
    return replace(found, lines=lines, totals=totals)
