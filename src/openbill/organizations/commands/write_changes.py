"""Write the fields of a row that are given and differ."""

from collections.abc import Mapping
from typing import Any

from django.db import models


def write_changes(row: models.Model, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Write every field whose value is given (not None) and new; name those fields, in order."""
    changed = tuple(field for field, value in given.items() if value is not None and getattr(row, field) != value)
    for field in changed:
        setattr(row, field, given[field])
    if changed:
        row.save(update_fields=changed)
    return changed
