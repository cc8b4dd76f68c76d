"""Money declared in thousands or millions by a label, a heading or a section's title."""

import re
from functools import lru_cache

_THOUSANDS = re.compile(r"£\s*['’`]?\s*(0{3}s?|k)\b|£\s*thousands?|\(?'000s?\)?", re.I)
_MILLIONS = re.compile(r"£\s*m(illions?)?\b", re.I)


@lru_cache(maxsize=10_000)
def pounds_scale(text: str) -> int:
    """1,000 for ``£'000`` or ``£k``, 1,000,000 for ``£m``, otherwise 1."""
    if _THOUSANDS.search(text):
        return 1000
    return 10**6 if _MILLIONS.search(text) else 1
