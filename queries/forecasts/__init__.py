"""Forecasts: where an indicator's line goes if nothing changes, and whether that may be said."""
