"""A filter's redraw over the sample at a hundred times its size against the same at scale 1."""

from statistics import median

from bench.browser import FILTERS, PATH
from bench.chromium import chromium, drawn_first_time, opened, visitor
from bench.homes import found_home, made_home
from bench.measurement import Measurement, Setting, against, not_measured
from bench.servers import waymark

LARGE, ROUNDS, AIM = 100, 15, 1.1
NAME, WHAT = "redraw_scale", f"(e) redraw of a filter at scale {LARGE} to scale 1"


def measurements(setting: Setting) -> list[Measurement]:
    """One ratio; 'not measured' where the large sample has not been refreshed in this folder."""
    if setting.quick:
        return [not_measured(NAME, WHAT, "×", AIM, "run without --quick")]
    large = found_home(setting, LARGE)
    if large is None:
        return [not_measured(NAME, WHAT, "×", AIM, "run 'refresh' too: it makes the home")]
    control = FILTERS["period"][0]
    times: dict[str, list[float]] = {}
    with chromium() as browser:
        for name, home in {"small": made_home(setting, 1), "large": large}.items():
            with waymark(home) as address, visitor(browser) as context:
                page, first = opened(context, address + PATH)
                times[name] = drawn_first_time(page, control, first["inView"], ROUNDS)
    found = {name: median(each) for name, each in times.items()}
    return [
        against(
            NAME,
            WHAT,
            found["large"] / found["small"],
            "×",
            AIM,
            how="The same page over both samples, one after the other; the period set to "
            f"{ROUNDS} months that nobody asked for before, medians.",
            where="Pages read observations, which are as many whatever the number of cases.",
            large_ms=round(found["large"]),
            small_ms=round(found["small"]),
        )
    ]
