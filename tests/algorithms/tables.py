"""Reads the worked tables of docs/algorithms, so that the prose and the code cannot part."""

from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "docs" / "algorithms"


def worked_table(document: str, heading: str) -> list[dict[str, str]]:
    """The rows of the first table under a heading, each as column name to text."""
    text = (DOCUMENTS / document).read_text(encoding="utf-8")
    _, found, section = text.partition(f"\n## {heading}\n")
    assert found, f"{document} has no heading {heading}."
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    columns, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert rows, f"{document} has no table under {heading}."
    return [dict(zip(columns, row, strict=True)) for row in rows]
