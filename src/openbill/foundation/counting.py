"""How far the rows of a list are counted."""

MOST_COUNTED = 5_000
"""A list that has more rows says so, and is neither counted nor summed to its end: a page would read all of it."""
