"""Reads the worked tables of docs/algorithms, so that the prose and the code cannot part."""

from itertools import groupby
from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "docs" / "algorithms"


def worked_table(document: str, heading: str) -> list[dict[str, str]]:
    """The rows of the one table under a heading, each as column name to text."""
    (table,) = worked_tables(document, heading)
    return table


def worked_tables(document: str, heading: str) -> list[list[dict[str, str]]]:
    """The tables under a heading, each as rows of column name to text."""
    text = (DOCUMENTS / document).read_text(encoding="utf-8")
    _, found, section = text.partition(f"\n## {heading}\n")
    assert found, f"{document} has no heading {heading}."
    lines = section.partition("\n## ")[0].splitlines()
    tables = [list(group) for is_table, group in groupby(lines, key=lambda line: line.startswith("|")) if is_table]
    assert tables, f"{document} has no table under {heading}."
    return [_rows(table) for table in tables]


def _rows(lines: list[str]) -> list[dict[str, str]]:
    columns, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(columns, row, strict=True)) for row in rows]
