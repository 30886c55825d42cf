"""Many texts as one parameter of a statement."""

from collections.abc import Iterable


def text_array(texts: Iterable[str]) -> str:
    r"""The text of an array, to be read by `%s::text[]`: written at once, not element by element with a dumper each.

    >>> print(text_array(["RE4711", 'a "b"', "c\\d", ""]))
    {"RE4711","a \"b\"","c\\d",""}
    """
    quoted = ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return f"{{{','.join(quoted)}}}"
