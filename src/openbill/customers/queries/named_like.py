"""Which customers a text may mean, as SQL."""

from collections.abc import Mapping

from openbill.customers.policies.normalised_name import normalised_name

NAMED_LIKE = """(lower(customer.number) LIKE lower(%(number_start)s) OR customer.search_name LIKE %(in_name)s
                 OR lower(customer.name) LIKE lower(%(in_written_name)s))"""
"""Whose number begins with the text, or whose name holds it; all of them where the text is blank."""


def named_like(text: str) -> Mapping[str, str | None]:
    """The parameters of NAMED_LIKE.

    Capitals do not matter, nor do accents, punctuation and legal forms in a name of two letters or more.
    """
    wanted = text.strip()
    name = normalised_name(wanted)
    return {
        "text": wanted,
        "name": name,
        "number_start": f"{_literal(wanted)}%",
        "name_start": f"{_literal(name)}%",
        # Nothing is like NULL; a blank would be like each name of which nothing is left to search for.
        "in_name": f"%{_literal(name)}%" if len(name) > 1 else None,
        "in_written_name": f"%{_literal(wanted)}%",
    }


def _literal(text: str) -> str:
    r"""A text that LIKE takes as it stands, with \ as its escape."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
