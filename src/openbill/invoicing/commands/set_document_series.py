"""Set under which prefix, and from which number on, a company issues its documents."""

from uuid import UUID

from openbill.customers.commands.next_customer_number import SERIES as OF_CUSTOMERS
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.numbering import begin_series
from openbill.invoicing.errors import MirrorIssuesNothing, NextNumberImpossible, NumbersTaken, PrefixTaken
from openbill.invoicing.models import DocumentSeries
from openbill.invoicing.policies.series_prefix import in_references, series_prefix
from openbill.invoicing.types import USUAL_PREFIXES, DocumentKind
from openbill.ledger.commands.export_to_gl import SERIES as OF_HAND_OVERS
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.receivables.policies.item_kind import ITEM_KINDS

LARGEST_NUMBER = 999_999_999
OF_OTHERS = {OF_CUSTOMERS, OF_HAND_OVERS, *(each.series for each in ITEM_KINDS.values())}
"""Series that number something else, or documents of another kind."""


@command(permission="organizations.manage")
def set_document_series(
    *, legal_entity_id: UUID, kind: DocumentKind, prefix: str, next_number: int | None = None, context: Context
) -> None:
    """Number a company's documents of one kind under a prefix from now on; what was issued keeps its number.

    Numbers of a prefix go on without gaps, from 1 where it is new. `next_number` says where it begins, and is possible
    only as long as no number of it was taken. A prefix belongs to one kind for ever, and no two are alike in the
    references of payments.

    Raises LegalEntityUnknown, MirrorIssuesNothing, PrefixImpossible, PrefixTaken, NextNumberImpossible, NumbersTaken.
    """
    entity = read_legal_entity(legal_entity_id, context=context)
    if entity.books == "mirror":
        raise MirrorIssuesNothing(legal_entity=entity.name)
    prefix = series_prefix(prefix)
    known = DocumentSeries.objects.filter(organization_id=context.organization_id, legal_entity_id=legal_entity_id)
    own = known.filter(prefix=prefix).first()
    if own.kind != kind if own else prefix in OF_OTHERS - {USUAL_PREFIXES[kind]}:
        raise PrefixTaken(prefix=prefix)
    others = {*OF_OTHERS, *known.values_list("prefix", flat=True)} - {prefix}
    if own is None and in_references(prefix) in {in_references(other) for other in others}:
        raise PrefixTaken(prefix=prefix)
    if next_number is not None:
        if not 1 <= next_number <= LARGEST_NUMBER:
            raise NextNumberImpossible(most=LARGEST_NUMBER)
        following = begin_series(
            legal_entity_id=legal_entity_id, series=prefix, first_number=next_number, context=context
        )
        if following != next_number:
            raise NumbersTaken(prefix=prefix, next_number=following)
    known.filter(kind=kind, is_current=True).exclude(prefix=prefix).update(is_current=False)
    if own is None:
        DocumentSeries(
            organization_id=context.organization_id,
            legal_entity_id=legal_entity_id,
            kind=kind,
            prefix=prefix,
            command_id=context.running_command_id,
        ).save(force_insert=True)
    elif not own.is_current:
        known.filter(id=own.id).update(is_current=True, command_id=context.running_command_id)
