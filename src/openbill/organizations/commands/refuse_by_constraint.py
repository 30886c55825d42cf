"""Tell a broken constraint of the database in our own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from openbill.primitives.errors import Refusal


@contextmanager
def refuse_by_constraint(name: str, refusal: Refusal) -> Iterator[None]:
    """Raise the refusal where the block breaks the constraint of that name.

    The block is a savepoint: what was done before it stays, and the transaction goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != name:
            raise
        raise refusal from error
