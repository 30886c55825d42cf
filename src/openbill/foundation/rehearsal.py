"""What would come of a command: it is done, and taken back."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from openbill.foundation.tenancy import scope

Result = TypeVar("Result")

_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


def is_rehearsing() -> bool:
    """Whether what is done now is taken back: then it is no repetition of what the same form did, and no first time."""
    return _rehearsing.get()


def rehearsed(act: Callable[[], Result], organization_id: UUID) -> Result:
    """What an act would give if it were done now; nothing of it is kept, not even its log entry.

    So that what a person is shown before an act is the act itself, with its permission and every refusal, and never a
    second opinion. The act holds its locks while it is rehearsed: rehearse what is short. Raises what it refuses.
    """
    token = _rehearsing.set(True)
    try:
        with scope(organization_id), transaction.atomic():
            result = act()
            transaction.set_rollback(True)
    finally:
        _rehearsing.reset(token)
    return result
