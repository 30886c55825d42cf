"""What another system keeps the books of is not handed back to it, and books do not begin behind what is posted."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.errors import MirroredBooksStay
from openbill.ledger.models import GlExportBatch
from openbill.organizations.commands.change_legal_entity import change_legal_entity
from openbill.organizations.errors import PostedBeforeCutOver
from openbill.organizations.models import LegalEntity


def test_mirrored_books_are_not_exported():
    firm = an_organization(books="mirror")
    a_debit(firm, a_customer(firm), "100.00", on="2026-01-10")

    with pytest.raises(MirroredBooksStay):
        export_to_gl(legal_entity_id=firm.legal_entity_id, through_date=date(2026, 1, 31), context=firm.context())

    with scope(firm.id):
        assert not GlExportBatch.objects.filter(organization_id=firm.id).exists()


def test_the_cut_over_date_does_not_move_behind_what_is_posted():
    firm = an_organization()
    a_debit(firm, a_customer(firm), "100.00", on="2026-01-10")

    with pytest.raises(PostedBeforeCutOver):
        change_legal_entity(
            legal_entity_id=firm.legal_entity_id, cut_over_date=date(2026, 1, 11), context=firm.context()
        )
    change_legal_entity(legal_entity_id=firm.legal_entity_id, cut_over_date=date(2026, 1, 10), context=firm.context())

    with scope(firm.id):
        assert LegalEntity.objects.get(organization_id=firm.id).cut_over_date == date(2026, 1, 10)
