"""A theme page's data callback against the same DuckDB queries run bare."""

import json
import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import Any

from bench.homes import made_home
from bench.measurement import Measurement, Setting, against
from data.home import Home
from queries import store as stores
from queries.store import Store, current_store

PATH, VIEW = "/child-protection", "?from=2023-04&compare=region"
ROUNDS, AIM = 15, 2.0
_UPDATE = "/_dash-update-component"
HOW = (
    "The whole request that a filter makes (guard, Dash, view, figures, JSON), without the "
    "network, against the SQL that the view issues when nothing is remembered, run one after the "
    "other on one cursor of the same tables and fetched; {rounds} rounds in turn, medians. {said}"
)

Query = tuple[str, Any]


def measurements(setting: Setting) -> list[Measurement]:
    """Three: nothing remembered; another view of the page seen before; this view seen before."""
    with served(made_home(setting, 1)) as (store, ask):
        queries = issued(store, lambda: ask(VIEW))
        times: dict[str, list[float]] = {"bare": [], "cold": [], "new": [], "seen": []}
        for _ in range(ROUNDS):
            times["bare"].append(seconds(lambda: run_bare(store, queries)))
            forget(store)
            times["cold"].append(seconds(lambda: ask(VIEW)))
            times["seen"].append(seconds(lambda: ask(VIEW)))
            forget(store)
            ask("")
            times["new"].append(seconds(lambda: ask(VIEW)))
    found = {name: median(each) for name, each in times.items()}
    shared = {
        "queries": len(queries),
        **{f"{name}_ms": round(each * 1000, 1) for name, each in found.items()},
    }
    said = {
        "cold": ("nothing remembered", "The first request of a view after a refresh."),
        "new": ("another view before", "A filter not asked before, the page as it stands seen."),
        "seen": ("the view seen before", "The view was asked for before, by anybody."),
    }
    return [
        against(
            f"callback_{name}",
            f"(a) theme page's callback to its queries bare: {words}",
            found[name] / found["bare"],
            "×",
            AIM,
            how=HOW.format(rounds=ROUNDS, said=how),
            **shared,
        )
        for name, (words, how) in said.items()
    ]


@contextmanager
def served(home: Home):
    """The application over a home, in this process: its store, and a request by its search."""
    from pages.application import create_app

    before = os.environ.get("WAYMARK_HOME")
    os.environ["WAYMARK_HOME"] = str(home.root)
    try:
        client = create_app().server.test_client()
        client.get("/")
        output = next(
            each["output"]
            for each in json.loads(client.get("/_dash-dependencies").data)
            if "_pages_store" in each["output"]
        )

        def ask(search: str) -> None:
            answer = client.post(_UPDATE, json=_request(output, search))
            assert answer.status_code == 200, answer.status_code

        yield current_store(), ask
    finally:
        os.environ.pop("WAYMARK_HOME")
        if before is not None:
            os.environ["WAYMARK_HOME"] = before


def issued(store: Store, call: Callable[[], None]) -> list[Query]:
    """The SQL and parameters that a call issues against a store that remembers nothing."""
    found: list[Query] = []
    watched = replace(store, connection=_Recording(store.connection, found))
    stores._open[store.home.root] = watched
    try:
        call()
    finally:
        stores._open[store.home.root] = store
    return found


def run_bare(store: Store, queries: list[Query]) -> None:
    """Each query in turn on one cursor, fetched."""
    cursor = store.cursor()
    for sql, parameters in queries:
        cursor.execute(sql, parameters).fetchall()


def forget(store: Store) -> None:
    """As if the generation had only now been opened: nothing worked out is kept."""
    for name in ("remembered", "written", "latest_month"):
        store.__dict__.pop(name, None)


def seconds(call: Callable[[], None]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _request(output: str, search: str) -> dict[str, Any]:
    location = "_pages_location"
    return {
        "output": output,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": location, "property": "pathname", "value": PATH},
            {"id": location, "property": "search", "value": search},
        ],
        "changedPropIds": [f"{location}.search"],
    }


class _Recording:
    """A connection whose cursors write down what they execute."""

    def __init__(self, inner: Any, found: list[Query]) -> None:
        self._inner, self._found = inner, found

    def cursor(self) -> "_Recording":
        return _Recording(self._inner.cursor(), self._found)

    def execute(self, sql: str, parameters: Any = None) -> Any:
        self._found.append((sql, parameters))
        return self._inner.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
