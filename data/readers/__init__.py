"""Readers: each knows a kind of table by its columns and loads it.

A reader is a module with two functions:

``recognise(source, context) -> Recognition | None``
    looks at ``source.preview`` alone.
``load(source, recognition, context) -> TableReport``
    writes rows into the tables of ``context.connection`` and accounts for every row.
"""
