"""Figures for other programs: JSON, CSV, Excel and Parquet of what a chart shows."""

from queries.figures_out.asked import parse_view
from queries.figures_out.json_figures import catalogue_json, figures_json
from queries.figures_out.render import FORMATS, render

__all__ = ["FORMATS", "catalogue_json", "figures_json", "parse_view", "render"]
