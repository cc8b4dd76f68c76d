"""Numbers of things in words, so that a message says one row and two rows."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 row``, ``1,204 rows``; ``many`` where it is not ``one`` with an s: ``3 people``.

    Verbs may stand in both: ``1 row gives way``, ``2 rows give way``.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
