"""Under which prefixes documents are issued, and which number comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.foundation.numbering import document_number
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import DocumentSeries
from openbill.invoicing.types import USUAL_PREFIXES, DocumentKind


@dataclass(frozen=True, slots=True)
class SeriesInForce:
    """How documents of one kind are numbered; `has_begun` where numbers of the prefix were taken already."""

    kind: DocumentKind
    prefix: str
    next_number: int
    next_document_number: str
    has_begun: bool


def document_series(legal_entity_id: UUID) -> list[SeriesInForce]:
    """The series of each kind of a company's documents."""
    prefixes = prefixes_in_force()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT series, first_number, next_number FROM number_series"
            " WHERE organization_id = %s AND legal_entity_id = %s",
            [current_organization_id(), legal_entity_id],
        )
        counters = {series: (first, following) for series, first, following in cursor.fetchall()}
    found = []
    for kind, usual in USUAL_PREFIXES.items():
        prefix = prefixes.get((legal_entity_id, kind), usual)
        first, following = counters.get(prefix, (1, 1))
        written = document_number(prefix, following)
        found.append(SeriesInForce(kind, prefix, following, written, has_begun=following > first))
    return found


def prefixes_in_force() -> Mapping[tuple[UUID, DocumentKind], str]:
    """The prefix of each company and kind that has another one than the usual."""
    rows = DocumentSeries.objects.filter(organization_id=current_organization_id(), is_current=True)
    return {
        (entity, DocumentKind(kind)): prefix
        for entity, kind, prefix in rows.values_list("legal_entity_id", "kind", "prefix")
    }
