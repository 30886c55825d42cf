"""How it is seen that the database refused a figure as larger than it can hold."""

from psycopg.errors import NumericValueOutOfRange


def is_too_large(error: BaseException) -> bool:
    """Whether an error, or the one that Django made it of, says so. COPY speaks past Django, as the driver itself."""
    return isinstance(error.__cause__ or error, NumericValueOutOfRange)
