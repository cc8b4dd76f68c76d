"""The published figures as DfE's Explore Education Statistics CSVs, in the layouts of 2025."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from data.sample.councils import COUNCILS, ENGLAND, REGION, REGION_NAME
from data.sample.published import Figures, Publishing, children_in, number_text

GEOGRAPHY = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name",
             "region_code", "region_name", "old_la_code", "new_la_code", "la_name")  # fmt: skip
SUPPRESSED_BELOW = 6


def write_statistics(folder: Path, figures: Figures, publishing: Publishing) -> list[Path]:
    """The Explore Education Statistics files: need, protection, care, workforce, population."""
    need = _years(figures["ReReferral"])
    care = [year for year in _years(figures["LAC"]) if year >= max(_years(figures["LAC"])) - 4]
    work = [year for year in _years(figures["Work_Force_TO_Rate"]) if year >= 2017]
    return [
        _write(folder / f"c1_children_in_need_referrals_and_rereferrals_2016_to_{need[-1]}.csv",
               need, ("category", *REFERRALS), _referrals(figures)),
        _write(folder / f"c4_children_in_need_section_47s_and_icpcs_2016_to_{need[-1]}.csv",
               need, ("category", *ENQUIRIES), _enquiries(figures, publishing)),
        _write(folder / f"d3_cpps_subsequent_plan_2016_to_{need[-1]}.csv",
               need, ("category", *REPEATS), _repeats(figures)),
        _write(folder / "cla_number_and_rate_per_10k_children.csv",
               care, ("population_type", *LOOKED_AFTER), _looked_after(figures, publishing)),
        _write(folder / f"csww_indicators_2017_to_{work[-1]}.csv",
               work, WORKFORCE, _workforce(figures)),
        _write(folder / f"ons_mid-year_population_estimates_2012_to_{max(publishing.children)}.csv",
               sorted(publishing.children), ("age_group", "population_estimate"),
               _population(publishing)),
    ]  # fmt: skip


Rows = Callable[[str, int], list[dict[str, object]]]


def _write(path: Path, years: list[int], columns: tuple[str, ...], rows: Rows) -> Path:
    """One file: newest year first, and England, region and councils within a year."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, (*GEOGRAPHY, *columns), lineterminator="\n")
        writer.writeheader()
        for year in reversed(years):
            for area, where in _places():
                for row in rows(area, year):
                    writer.writerow({"time_period": year, "time_identifier": "Reporting year",
                                     **where, **row})  # fmt: skip
    return path


def _places() -> Iterable[tuple[str, dict[str, str]]]:
    country = {"country_code": ENGLAND, "country_name": "England"}
    yield ENGLAND, {"geographic_level": "National", **country}
    yield REGION, {
        "geographic_level": "Regional", **country, "region_code": REGION, "region_name": REGION_NAME
    }  # fmt: skip
    for council in COUNCILS:
        yield council.number, {
            "geographic_level": "Local authority", **country, "region_code": council.region,
            "region_name": council.region_name, "old_la_code": council.number,
            "new_la_code": council.ons_code, "la_name": council.name,
        }  # fmt: skip


def _years(areas: dict[str, dict[int, float | None]]) -> list[int]:
    return sorted({year for series in areas.values() for year in series})


REFERRALS = ("referral_count", "rereferral_count", "rereferral_percent", "no_further_action_count",
             "no_further_action_percent", "not_in_need_count", "not_in_need_percent",
             "referral_child_count", "rereferral_child_count",
             "rereferral_child_percent")  # fmt: skip
ENQUIRIES = ("Section47", "Section47_child", "ICPC", "ICPC_child", "Duration_0-10_days",
             "Duration_11-15_days", "Duration_16-20_days", "Duration_21+_days",
             "Duration_25th_Percentile", "Duration_median", "Duration_75th_Percentile")  # fmt: skip
REPEATS = ("CPP_start", "CPP_subsequent", "CPP_subsequent_percent")
LOOKED_AFTER = ("population_estimate", "children_count", "rate_per_10000")
WORKFORCE = (
    "inpost_fte", "inpost_headcount", "starters_fte", "starters_headcount", "leavers_fte",
    "leavers_headcount", "turnover_rate_fte", "turnover_rate_headcount", "agency_fte",
    "agency_headcount", "agency_rate_fte", "agency_rate_headcount", "agency_cover_fte",
    "agency_cover_rate_fte", "vacancy_fte", "vacancy_rate_fte", "vacancy_agency_cover_rate_fte",
    "case_holders_fte", "cases", "caseload_fte", "working_days_lost_fte", "absence_rate_fte",
)  # fmt: skip


def _cell(value: float | None, count: bool = True, national: bool = False) -> str:
    """As DfE writes it: x where nothing was published, c where a count is from 1 to 5."""
    if value is None:
        return "x"
    if count and not national and 0 < value < SUPPRESSED_BELOW:
        return "c"
    return number_text(value)


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else round(100 * part / whole, 1)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else float(round(value * factor))


def _referrals(figures: Figures) -> Rows:
    def rows(area: str, year: int) -> list[dict[str, object]]:
        whole = figures["CPP_Total_NumRef"][area][year]
        again, none = figures["ReReferral"][area][year], figures["CIN_Refferals_NFA"][area][year]
        parts = [again, none, 30.8 if whole else None]
        cells: list[str] = [_cell(whole)]
        for part in parts:
            count = None if part is None or whole is None else float(round(whole * part / 100))
            cells += [_cell(count), _cell(part, count=False)]
        children = _times(whole, 0.906)
        again_children = (
            None if again is None or children is None else round(children * again * 0.0093)
        )
        cells += [
            _cell(children),
            _cell(again_children),
            _cell(_share(again_children, children), False),
        ]
        return [
            {"category": "Referrals and Re-referrals", **dict(zip(REFERRALS, cells, strict=True))}
        ]

    return rows


def _enquiries(figures: Figures, publishing: Publishing) -> Rows:
    def rows(area: str, year: int) -> list[dict[str, object]]:
        children = children_in(area, year - 1, publishing.children)
        rate = figures["Section_47"][area][year]
        enquiries = None if rate is None else float(round(rate * children / 10_000))
        bands = [figures[name][area][year] for name in ("10_ICPC", "15_ICPC", "20_ICPC", "21_ICPC")]
        held = None if None in bands else float(sum(bands))
        late = None if not held else (13 if _share(bands[0] + bands[1], held) > 75 else 15)
        cells = [_cell(enquiries), _cell(_times(enquiries, 0.93)), _cell(held),
                 _cell(_times(held, 0.985)), *[_cell(band) for band in bands],
                 _cell(None if held is None else 12, False), _cell(late, False),
                 _cell(None if held is None else 15, False)]  # fmt: skip
        category = "Section 47s and Initial Child Protection Conferences"
        return [{"category": category, **dict(zip(ENQUIRIES, cells, strict=True))}]

    return rows


def _repeats(figures: Figures) -> Rows:
    def rows(area: str, year: int) -> list[dict[str, object]]:
        started, again = figures["CPP_Abuse"][area][year], figures["ReRegCPR"][area][year]
        hidden = again is not None and 0 < again < SUPPRESSED_BELOW
        percent = "c" if hidden else _cell(figures["PrevRegCPR"][area][year], count=False)
        category = "Child Protection Plans which are a second or subsequent plan"
        cells = (_cell(started), _cell(again), percent)
        return [{"category": category, **dict(zip(REPEATS, cells, strict=True))}]

    return rows


def _looked_after(figures: Figures, publishing: Publishing) -> Rows:
    kinds = {
        "Children ceasing to be looked after each year": ("LACceased", "LAC_Cease_Rate"),
        "Children looked after on 31 March each year": ("LACnum", "LAC"),
        "Children starting to be looked after each year": ("LACnum_Start", "LAC_Start_Rate"),
    }

    def rows(area: str, year: int) -> list[dict[str, object]]:
        children = children_in(area, year - 1, publishing.children)
        return [
            {
                "population_type": kind,
                "population_estimate": int(children),
                "children_count": _cell(figures[count][area].get(year)),
                "rate_per_10000": _cell(figures[rate][area].get(year), count=False),
            }
            for kind, (count, rate) in kinds.items()
        ]

    return rows


def _workforce(figures: Figures) -> Rows:
    def rows(area: str, year: int) -> list[dict[str, object]]:
        get = {name: figures[name][area].get(year) for name in figures if name.startswith(
            ("Work_Force", "Social_Work_Leavers", "Vacancies_cover"))}  # fmt: skip
        if get["Work_Force_NoSW"] is None:
            return [dict.fromkeys(WORKFORCE, "x")]
        return [_workforce_row(get)]

    return rows


def _workforce_row(get: dict[str, float]) -> dict[str, object]:
    post, leavers = get["Work_Force_NoSW"], get["Social_Work_Leavers"]
    vacancy = round(post * get["Work_Force_Vac_Rate"] / (100 - get["Work_Force_Vac_Rate"]), 1)
    agency = round(post * get["Work_Force_Agecy_Rate"] / (100 - get["Work_Force_Agecy_Rate"]), 1)
    cover = min(agency, round(vacancy * get["Vacancies_cover"] / 100, 1))
    cases = get["Work_Force_Num_CaseHeld"]
    lost = round(post * 253 * get["Work_Force_SWAbsence"] / 100, 1)
    values = (
        post, round(post * 1.07), round(leavers * 1.08, 1), round(leavers * 1.14), leavers,
        round(leavers * 1.06), get["Work_Force_TO_Rate"], get["Work_Force_TO_Rate"], agency,
        round(agency * 1.03), get["Work_Force_Agecy_Rate"], get["Work_Force_Agecy_Rate"], cover,
        round(100 * cover / agency, 1) if agency else None, vacancy, get["Work_Force_Vac_Rate"],
        get["Vacancies_cover"], round(cases / get["Work_Force_AvgNumCase_SW"], 1), cases,
        get["Work_Force_AvgNumCase_SW"], lost, get["Work_Force_SWAbsence"],
    )  # fmt: skip
    return {name: _cell(value, count=False) for name, value in zip(WORKFORCE, values, strict=True)}


def _population(publishing: Publishing) -> Rows:
    def rows(area: str, year: int) -> list[dict[str, object]]:
        children = int(children_in(area, year, publishing.children))
        return [{"age_group": "Children aged 0 to 17 years", "population_estimate": children}]

    return rows
