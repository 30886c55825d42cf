"""How kinds of files are read, by name."""

import json
from uuid import UUID

from openbill.importing.errors import MappingUnknown
from openbill.importing.models import SavedMapping
from openbill.importing.types.files import Mapping


def mapping_named(organization_id: UUID, name: str) -> Mapping:
    """The saved mapping of a name. Raises MappingUnknown, naming those that there are."""
    saved = SavedMapping.objects.filter(organization_id=organization_id, name=name).first()
    if saved is None:
        raise MappingUnknown(name=name, known=", ".join(mapping_names(organization_id)) or "none yet")
    return Mapping.from_json(json.dumps(saved.mapping))


def mapping_names(organization_id: UUID) -> list[str]:
    """The names of the saved mappings."""
    return sorted(SavedMapping.objects.filter(organization_id=organization_id).values_list("name", flat=True))
