"""Pieces of a page: values in, Dash components or Plotly figures out. Nothing here queries."""
