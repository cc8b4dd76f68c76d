"""A series carried on: its level, or its level and direction, whichever described it better.

Exponential smoothing from statsmodels. The choice between the two is Akaike's criterion for small
samples (AICc), made anew for every series it is asked of, from that series alone.
"""

import threading
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from statsmodels.tsa.holtwinters.results import HoltWintersResults

# A fit changes what Python warns of while it runs, for every thread; so one runs at a time.
_one_at_a_time = threading.Lock()


def carried_on(values: Sequence[float], horizon: int) -> list[float]:
    """The next ``horizon`` values of ``values`` (oldest first, in any unit, at least five).

    The direction dies away, so that nothing rises or falls for ever. A series that has never
    moved goes on as it is.
    """
    if len(set(values)) == 1:
        return [float(values[-1])] * horizon
    level = _fitted(values, directed=False)
    directed = _fitted(values, directed=True)
    found = directed.mle_retvals.success and directed.aicc < level.aicc
    return [float(each) for each in (directed if found else level).forecast(horizon)]


def _fitted(values: Sequence[float], directed: bool) -> "HoltWintersResults":
    # Imported when first asked for: it takes a second, and most pages make no forecast.
    from statsmodels.tools.sm_exceptions import ConvergenceWarning
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    model = ExponentialSmoothing(
        np.asarray(values, dtype=float),
        trend="add" if directed else None,
        damped_trend=directed,
        initialization_method="estimated",
    )
    with _one_at_a_time, warnings.catch_warnings():
        # Whether a fit came to an end is asked of the fit itself (carried_on).
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(use_brute=False, method="SLSQP")
