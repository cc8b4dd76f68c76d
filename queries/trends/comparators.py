"""The councils that a council is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.areas import REGIONS, reference_areas
from data.database import Connection
from queries.store import Store
from queries.trends.view import BadView, Comparator, CouncilName, View

LONDON = "E12000007"
KINDS = {
    "neighbours": "statistical_neighbours",
    "statistical_neighbours": "statistical_neighbours",
    "region": "region",
    "england": "england",
}

_WITH_THE = ("North ", "South ", "East ", "West ")


@dataclass(frozen=True)
class Compared:
    """``ids`` are the members' area ids, in the order of ``comparator.members``.

    ``regions``: the own council's region, and where that is half of London, London after it.
    ``notes``: what a person must be told, such as another model than the one in settings.
    """

    comparator: Comparator
    ids: tuple[str, ...]
    regions: tuple[str, ...]
    noun: str
    notes: tuple[str, ...] = ()


def council_name(store: Store) -> CouncilName:
    """The own council by its ONS code where it has one, otherwise by its DfE number."""
    return CouncilName(store.council.ons_code or store.council.id, store.council.name)


def get_compared(store: Store, view: View) -> Compared:
    """The councils of ``view.comparator``, the own council left out.

    Raises BadView for an unknown statistic, model or code, or for no council but the own one.
    """
    statistic = view.statistic or store.settings.neighbours.statistic
    if statistic not in ("median", "mean"):
        raise BadView(f"There is no statistic '{statistic}': ask for median or mean.")
    kind = KINDS.get(view.comparator.strip().casefold(), "chosen")
    if view.model and kind != "statistical_neighbours":
        raise BadView("A model is of statistical neighbours: compare with those, or leave it out.")
    cursor = store.cursor()
    model, notes = None, ()
    if kind == "statistical_neighbours":
        ids, model, notes = _neighbours(store, view.model)
    elif kind == "chosen":
        ids = _chosen(store, cursor, view.comparator)
    elif kind == "region" and store.council.region is None:
        ids, notes = (), (f"No file says which region {store.council.name} is in.",)
    else:
        ids = _councils(store, cursor, store.council.region if kind == "region" else None)
    return Compared(
        Comparator(kind, model, statistic, _names(cursor, ids)),
        tuple(ids),
        _regions(store.council.region),
        _noun(cursor, kind, store.council.region),
        notes,
    )


def named_model(comparator: str) -> tuple[str, str | None]:
    """'neighbours:2021' as the comparator and its model; None where it names no model."""
    kind, _, model = comparator.partition(":")
    if kind.strip().casefold() not in ("neighbours", "statistical_neighbours") or not model.strip():
        return comparator, None
    return "neighbours", model.strip()


@dataclass(frozen=True)
class Models:
    """The models that name a council's neighbours: their ids in order, by the model's year.

    ``usual`` is the one in settings, else the newest; None where no file names any.
    """

    members: Mapping[str, tuple[str, ...]]
    usual: str | None


def get_models(store: Store) -> Models:
    """Every model of statistical neighbours that is loaded for the own council."""
    rows = store.cursor().execute(
        "SELECT model, neighbour FROM neighbour WHERE area = ? AND neighbour <> area "
        "ORDER BY model DESC, position",
        [store.council.id],
    )
    found: dict[str, dict[str, None]] = {}
    for model, neighbour in rows.fetchall():
        found.setdefault(model, {})[neighbour] = None
    members = {model: tuple(ids) for model, ids in found.items()}
    wanted = store.settings.neighbours.model
    return Models(members, wanted if wanted in members else max(members, default=None))


def _neighbours(
    store: Store, asked: str | None
) -> tuple[tuple[str, ...], str | None, tuple[str, ...]]:
    """Their ids, the model that names them, and what must be said of it."""
    models, name = get_models(store), store.council.name
    if models.usual is None:
        return (), None, (f"No file names statistical neighbours for {name}.",)
    if asked is not None:
        if asked not in models.members:
            raise BadView(
                f"There is no neighbour model '{asked}' for {name}. "
                f"There is: {', '.join(models.members)}."
            )
        return models.members[asked], asked, ()
    ids, wanted = models.members[models.usual], store.settings.neighbours.model
    if models.usual == wanted:
        return ids, wanted, ()
    said = f"The {wanted} model names no neighbours for {name}: the {models.usual} model is used."
    return ids, models.usual, (said,)


def _councils(store: Store, cursor: Connection, region: str | None) -> list[str]:
    """The other councils of a region, or of England, that stood when this council last did."""
    closed = cursor.execute(
        "SELECT max(closed) FROM area WHERE area = ?", [store.council.id]
    ).fetchone()[0]
    rows = cursor.execute(
        """
        SELECT area FROM area
        WHERE kind = 'council' AND area <> $own AND ($region IS NULL OR region = $region)
          AND (closed IS NULL OR closed >= $last_day) AND (opened IS NULL OR opened <= $last_day)
        ORDER BY name
        """,
        {"own": store.council.id, "region": region, "last_day": closed or date.max},
    ).fetchall()
    return [row[0] for row in rows]


def _chosen(store: Store, cursor: Connection, asked: str) -> list[str]:
    known = cursor.execute("SELECT area, ons_code FROM area WHERE kind = 'council'").fetchall()
    ids = {code: area for area, code in known if code} | {area: area for area, _ in known}
    codes = [each.strip().upper() for each in asked.split(",") if each.strip()]
    found = {code: ids.get(code) or ids.get(reference_areas().find(code) or "") for code in codes}
    if unknown := [code for code, area in found.items() if area is None]:
        raise BadView(
            f"No council has the code {', '.join(unknown)}. Compare with neighbours, region, "
            "england, or ONS codes or DfE numbers of councils separated by commas."
        )
    others = [area for area in dict.fromkeys(found.values()) if area and area != store.council.id]
    if not others:
        raise BadView(f"Name at least one council other than {store.council.name}.")
    return others


def _names(cursor: Connection, ids: Sequence[str]) -> tuple[CouncilName, ...]:
    rows = cursor.execute(
        "SELECT area, coalesce(ons_code, area), name FROM area WHERE list_contains(?, area)",
        [list(ids)],
    ).fetchall()
    named = {area: CouncilName(code, name) for area, code, name in rows}
    return tuple(named.get(each) or CouncilName(each, each) for each in ids)


def _regions(region: str | None) -> tuple[str, ...]:
    if region is None:
        return ()
    return (region, LONDON) if region.startswith("E13") else (region,)


def _noun(cursor: Connection, kind: str, region: str | None) -> str:
    """How a sentence names the members: 'three quarters of …'."""
    if kind == "region":
        row = cursor.execute("SELECT name FROM area WHERE area = ?", [region]).fetchone()
        name = row[0] if row else REGIONS.get(region or "", "the region")
        return f"councils in {'the ' if name.startswith(_WITH_THE) else ''}{name}"
    return {
        "statistical_neighbours": "neighbours",
        "england": "English councils",
        "chosen": "chosen councils",
    }[kind]
