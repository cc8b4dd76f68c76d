"""GET /data-quality.csv: a refresh's rejects and warnings, a line each, to mend a source by."""

import csv
import io
from typing import Any

from flask import Blueprint, Response, request

from data.generations import past_generations
from data.settings import SettingsError
from queries.figures_out.render import safe_text
from queries.store import NoGeneration, current_store

routes = Blueprint("quality_file", __name__)
COLUMNS = ("file", "sheet", "table", "kind", "rule", "row", "column", "cell", "message")


@routes.get("/data-quality.csv")
def quality_file() -> Response:
    """The generation served, or the one named by ``generation``."""
    try:
        store = current_store()
    except (NoGeneration, SettingsError) as fault:
        return Response(str(fault), status=503, mimetype="text/plain")
    named = request.args.get("generation", store.generation)
    found = [each for each in past_generations(store.home.warehouse) if each.id == named]
    if not found:
        return Response("There is no such refresh.", status=404, mimetype="text/plain")
    answer = Response(quality_csv(found[0].manifest), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="data_quality_{named}.csv"'
    return answer


def quality_csv(manifest: dict[str, Any]) -> bytes:
    """One line a reject or warning, and one for each table with neither."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for report in manifest["files"]:
        named = {name: report[name] or "" for name in ("file", "sheet", "table")}
        lines = [{"kind": "reject", **each} for each in report["rejects"]]
        lines += [{"kind": "warning", **each} for each in report["warnings"]]
        for line in lines or [{"kind": "clean"}]:
            filled = {key: "" if value is None else value for key, value in line.items()}
            writer.writerow({key: safe_text(value) for key, value in (named | filled).items()})
    return text.getvalue().encode("utf-8-sig")
