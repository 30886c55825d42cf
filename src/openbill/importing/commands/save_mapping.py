"""Keep under a name how a kind of file is read."""

import json

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.models import SavedMapping
from openbill.importing.types.files import Mapping


@command(permission="importing.import")
def save_mapping(*, mapping: Mapping, context: Context) -> None:
    """Save a mapping by its name; one of the same name gives way."""
    SavedMapping.objects.update_or_create(
        organization_id=context.organization_id,
        name=mapping.name,
        defaults={"mapping": json.loads(mapping.to_json())},
    )
