"""GET /data/…: the figures behind the charts for Excel, Power BI and other programs."""

import orjson
from flask import Blueprint, Response, request

from data.settings import SettingsError
from queries.catalogue import catalogue
from queries.figures_out import FORMATS, catalogue_json, parse_view, render
from queries.store import NoGeneration, current_store
from queries.trends.trend import get_trend
from queries.trends.view import BadView

routes = Blueprint("figures_out", __name__, url_prefix="/data")


@routes.get("/catalogue.json")
def every_indicator() -> Response:
    """Every indicator's definition."""
    return Response(orjson.dumps(catalogue_json(catalogue())), mimetype="application/json")


@routes.get("/<slug>.<form>")
def figures(slug: str, form: str) -> Response:
    """One indicator's figures in one of FORMATS; an error is JSON saying what may be asked."""
    if slug not in catalogue():
        said = f"There is no indicator '{slug}'. /data/catalogue.json lists all of them."
        return _refused(said, 404)
    if form not in FORMATS:
        return _refused(f"There is no format '{form}': ask for {', '.join(FORMATS)}.", 404)
    try:
        trend = get_trend(current_store(), slug, parse_view(request.args.to_dict()))
        body, media_type, name = render(trend, form)
    except BadView as fault:
        return _refused(str(fault), 400)
    except (NoGeneration, SettingsError) as fault:
        return _refused(str(fault), 503)
    answer = Response(body, mimetype=media_type)
    if form != "json":
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@routes.get("/<path:nothing>")
def no_such_file(nothing: str) -> Response:
    """What is under /data and is no figures: a plain 404, not a page."""
    return _refused(f"There is nothing at /data/{nothing}. See /data/catalogue.json.", 404)


def _refused(message: str, status: int) -> Response:
    body = orjson.dumps({"error": message})
    return Response(body, status=status, mimetype="application/json")
