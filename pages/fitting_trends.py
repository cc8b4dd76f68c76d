"""Many indicators in one view, each as near to it as its figures allow."""

from collections.abc import Sequence
from dataclasses import replace

from queries.store import Store
from queries.trends.comparable import get_comparable_trends
from queries.trends.view import Trend, View


def get_fitting_trends(store: Store, slugs: Sequence[str], view: View) -> list[Trend]:
    """The trends, from their first row on: what is drawn is cut to the view's start later.

    A stock is its rate per 10,000 where that is known, so that its band can be drawn.
    An indicator without figures in the split, unit and window asked for is shown without the
    unit, else without the split, else as it stands unasked, rather than left out of the page:
    its chart says so. Each view is worked out once a generation. Raises BadView.
    """
    whole = replace(view, start=None)
    asked = ("fitting trends", tuple(slugs), whole)
    return list(store.remembered.answer(asked, lambda: _fitting_trends(store, slugs, whole)))


def _fitting_trends(store: Store, slugs: Sequence[str], whole: View) -> tuple[Trend, ...]:
    found = {each.indicator.slug: each for each in get_comparable_trends(store, slugs, whole)}
    for nearer in _nearest(whole):
        empty = [slug for slug, trend in found.items() if not trend.rows]
        for trend in get_comparable_trends(store, empty, nearer) if empty else ():
            found[trend.indicator.slug] = trend
    return tuple(found.values())


def _nearest(view: View) -> list[View]:
    """The views to try in turn where this one has nothing."""
    tried = [
        replace(view, unit=None),
        replace(view, split=None),
        replace(view, split=None, unit=None, window=None),
    ]
    return [each for at, each in enumerate(tried) if each not in (view, *tried[:at])]
