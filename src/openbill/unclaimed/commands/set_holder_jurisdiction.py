"""Say under whose law a legal entity is."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.unclaimed.events import HolderJurisdictionWasSet
from openbill.unclaimed.models import HolderJurisdiction
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction


@in_plain_text("jurisdiction")
@command(permission="unclaimed.manage_rules")
def set_holder_jurisdiction(*, legal_entity_id: UUID, jurisdiction: str, context: Context) -> str:
    """Say under whose law a legal entity is, such as US-DE: credits without an address follow it from the next day on.

    Without it that is the country of the entity. Raises LegalEntityUnknown and JurisdictionWrong.
    """
    read_legal_entity(legal_entity_id, context=context)
    name = checked_jurisdiction(jurisdiction)
    HolderJurisdiction.objects.update_or_create(
        organization_id=context.organization_id,
        legal_entity_id=legal_entity_id,
        defaults={"jurisdiction": name, "command_id": context.running_command_id},
    )
    publish(HolderJurisdictionWasSet(legal_entity_id, name), context=context)
    return name
