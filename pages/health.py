"""GET /healthz: whether figures are being served, and which."""

from flask import Blueprint, Response, jsonify

from data.settings import SettingsError
from queries.store import NoGeneration, current_store

routes = Blueprint("health", __name__)


@routes.get("/healthz")
def healthz() -> tuple[Response, int]:
    """``{"status", "generation", "latest_month"}``; 503 where there are no figures to serve."""
    try:
        store = current_store()
    except NoGeneration:
        return jsonify(status="no_generation", generation=None, latest_month=None), 503
    except SettingsError:
        return jsonify(status="settings_unusable", generation=None, latest_month=None), 503
    return jsonify(status="ok", generation=store.generation, latest_month=store.latest_month), 200
