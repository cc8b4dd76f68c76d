"""Rows that split one indicator into parts named in the label, such as ages or legal statuses."""

import re

_AGES = re.compile(
    r"(?:ages?|aged)?\s*(?:(?P<low>\d+)\s*(?:to|-|–)\s*(?P<high>\d+)"
    r"|(?P<from>\d+)\s*(?:\+|and over)|under\s+(?P<under>\d+))",
    re.I,
)

# Each split's members as Waymark writes them, and the words by which labels name them.
_MEMBERS: dict[str, tuple[tuple[str, str], ...]] = {
    "legal_status": (
        ("Interim care order", r"interim care orders?"),
        ("Full care order", r"full care orders?"),
        ("Placement order", r"(freeing or )?placement orders?|freeing orders?"),
        ("Voluntary accommodation", r"voluntary accommodation( \(.*?\))?|section 20|accommodated"),
        ("Other", r"other\b"),
    ),
    "sex": (("Male", r"\b(males?|boys?)\b"), ("Female", r"\b(females?|girls?)\b")),
    "category": (
        ("Neglect", r"neglect"),
        ("Physical abuse", r"physical( abuse)?"),
        ("Sexual abuse", r"sexual( abuse)?"),
        ("Emotional abuse", r"emotional( abuse)?"),
        ("Multiple", r"multiple|more than one"),
    ),
}


def parts_in_label(label: str, splits: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The split and its members, in the label's order: ``("age", ("0 to 4", "5 to 10", "11+"))``.

    Only splits that the indicator has are looked for; None where fewer than two members of any
    are named.
    """
    for split in splits:
        members = _ages(label) if split == "age" else _named(label, _MEMBERS.get(split, ()))
        if len(members) > 1:
            return split, members
    return None


def _ages(label: str) -> tuple[str, ...]:
    return tuple(_age(found) for found in _AGES.finditer(label))


def _age(found: re.Match[str]) -> str:
    if found["low"]:
        return f"{found['low']} to {found['high']}"
    if found["from"]:
        return f"{found['from']}+"
    return f"0 to {int(found['under']) - 1}"


def _named(label: str, members: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Members in the order in which the label names them; each once, and no two overlapping."""
    hits = [
        (found.start(), found.end(), member)
        for member, regex in members
        if (found := re.search(regex, label, re.I))
    ]
    named: list[str] = []
    reached = 0
    for start, end, member in sorted(hits):
        if start >= reached:
            named.append(member)
            reached = end
    return tuple(named)
