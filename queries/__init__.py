"""Indicators and the questions asked of a generation of the warehouse."""
