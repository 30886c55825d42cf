"""Find as whom a legal entity collects."""

from uuid import UUID

from openbill.direct_debits.errors import CreditorUnknown
from openbill.direct_debits.models import Creditor
from openbill.foundation.context import Context
from openbill.organizations.commands.read_legal_entity import read_legal_entity


def read_creditor(legal_entity_id: UUID, *, context: Context) -> Creditor:
    """The creditor of a legal entity, which is locked. Raises LegalEntityUnknown and CreditorUnknown."""
    entity = read_legal_entity(legal_entity_id, context=context)
    creditors = Creditor.objects.filter(organization_id=context.organization_id, legal_entity_id=entity.id)
    creditor = creditors.first()
    if creditor is None:
        raise CreditorUnknown(name=entity.name)
    return creditor
