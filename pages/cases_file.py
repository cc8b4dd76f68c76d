"""/cases/<slug>.csv: every case behind one figure, for whoever may open cases."""

import csv
import io
from datetime import date

from flask import Blueprint, Response, jsonify, request

from components.periods import long_month, month_end
from pages.access import NotAllowed, refuse_unless_analyst
from pages.opened_month import log_opening
from pages.view_state import asked_month, asked_text
from queries.cases import NoCases
from queries.catalogue import catalogue
from queries.drill_down import CaseList, get_case_list
from queries.figures_out.render import safe_text
from queries.store import NoGeneration, current_store
from queries.trends.trend import get_trend
from queries.trends.view import BadView, View

routes = Blueprint("cases_file", __name__)


@routes.get("/cases/<slug>.csv")
def cases_file(slug: str) -> Response:
    """The cases of ``month`` (2025-07) in ``window``, of ``member`` of ``split`` if given.

    400 where the address means nothing, 403 without the role, 404 for no such indicator or cases.
    """
    if slug not in catalogue():
        return _refused(404, "There is no such indicator: /data/catalogue.json lists all of them.")
    query = request.args.to_dict(flat=False)  # of a parameter given twice the last holds
    month = asked_month(query, "month", [])
    if month is None:
        return _refused(400, "Say which month: month=2025-07.")
    split, member = asked_text(query, "split"), asked_text(query, "member")
    asked = View(
        window=asked_text(query, "window") or None,
        split=split or None,
        member=member or None,
        source="cases",
    )
    try:
        refuse_unless_analyst()
        store = current_store()
        trend = get_trend(store, slug, asked)
        cases = get_case_list(store, trend, month_end(month), member, whole=True)
        if not any(row.period_end == month_end(month) for row in trend.rows):
            raise NoCases(f"There is no figure for {long_month(month)}")
    except NotAllowed as fault:
        return _refused(403, str(fault))
    except BadView as fault:
        return _refused(400, str(fault))
    except NoCases as fault:
        return _refused(404, f"{fault}.")
    except NoGeneration as fault:
        return _refused(503, str(fault))
    log_opening(slug, month, cases.count)
    answer = Response(_csv(cases), mimetype="text/csv")
    name = f"{slug}_cases_{month:%Y-%m}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv(cases: CaseList) -> str:
    """With a mark that tells Excel it is UTF-8; no cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.heading for column in cases.columns])
    for row in cases.rows:
        writer.writerow([_cell(row[column.field]) for column in cases.columns])
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return safe_text(value) if isinstance(value, str) else value


def _refused(status: int, message: str) -> Response:
    answer = jsonify(error=message)
    answer.status_code = status
    return answer
