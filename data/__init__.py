"""Inputs and the warehouse: recognise, read as text, convert by contract, check, store."""
