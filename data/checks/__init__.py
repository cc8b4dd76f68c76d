"""Checks that turn a reader into a colleague: they compare what was typed with itself."""
