"""The councils that a person may choose to compare with."""

from queries.store import Store


def get_councils(store: Store) -> list[tuple[str, str]]:
    """(code, name) of every council that has a published figure, the own one left out, by name."""
    rows = (
        store.cursor()
        .execute(
            """
            SELECT area.area, area.name
            FROM area
            SEMI JOIN observation ON observation.area = area.area
            WHERE area.kind = 'council' AND area.area <> ?
            ORDER BY area.name, area.area
            """,
            [store.council.id],
        )
        .fetchall()
    )
    return [(code, name) for code, name in rows]
