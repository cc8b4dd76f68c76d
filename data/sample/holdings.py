"""A holding: who has a place at a month's end, or had it until a day of the month."""

import numpy as np

PERMANENT, FIXED_TERM, AGENCY, VACANT = range(4)
MATERNITY, LONG_SICK = 1, 2
REASONS = ("", "Resignation", "Retired", "Dismissed", "Voluntary redundancy", "Other", "Not known",
           "Moved within LA", "End of assignment")  # fmt: skip
MOVED, ASSIGNMENT_OVER = 7, 8
NOBODY, NO_DAY = -1, -1
# place: position in the posts. staff: the person's number. joined: the first start that a list
# tells. rate: pounds a day. pace: how many cases against others. sick: half-days. fte, agreed:
# tenths. reason: position in REASONS. ready: able to hold cases.
HOLDING = np.dtype(
    [("place", "i4"), ("staff", "i4"), ("start", "i4"), ("joined", "i4"), ("end", "i4"),
     ("rate", "i4"), ("pace", "f4"), ("sick", "i2"), ("fte", "i1"), ("agreed", "i1"),
     ("kind", "i1"), ("reason", "i1"), ("away", "i1"), ("asye", "?"), ("ready", "?")]
)  # fmt: skip


def holding(places: np.ndarray, **fields: object) -> np.ndarray:
    """Holdings of ``places``; fields not given are zero, days NO_DAY, the holder NOBODY."""
    rows = np.zeros(len(places), dtype=HOLDING)
    rows["place"], rows["staff"], rows["start"], rows["end"] = places, NOBODY, NO_DAY, NO_DAY
    for name, values in fields.items():
        rows[name] = values
    return rows
