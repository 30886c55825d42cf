"""Documents are numbered under the prefix of their company, from the number on that it chose, without gaps."""

import pytest
from django.db import connection
from psycopg import errors
from tests.support.billing import a_billing_firm, a_line, document, issued
from tests.support.customers import a_customer
from tests.support.database import connected_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.set_document_series import LARGEST_NUMBER, set_document_series
from openbill.invoicing.errors import (
    MirrorIssuesNothing,
    NextNumberImpossible,
    NumbersTaken,
    PrefixImpossible,
    PrefixTaken,
)
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.invoicing.queries.document_series import SeriesInForce, document_series
from openbill.invoicing.types import DocumentKind
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.errors import LegalEntityUnknown
from openbill.primitives.errors import Refusal

INVOICE, CREDIT_NOTE, DEBIT_NOTE = DocumentKind


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


def set_series(firm: AnOrganization, prefix: str, kind: DocumentKind = INVOICE, next_number: int | None = None) -> None:
    set_document_series(
        legal_entity_id=firm.legal_entity_id, kind=kind, prefix=prefix, next_number=next_number, context=firm.context()
    )


def number_of_an_invoice(firm: AnOrganization) -> str:
    return document(firm, issued(firm, a_customer(firm), [a_line("10.00")])).number


def series(firm: AnOrganization) -> dict[DocumentKind, SeriesInForce]:
    with scope(firm.id):
        return {each.kind: each for each in document_series(firm.legal_entity_id)}


def broken(firm: AnOrganization) -> list[str]:
    with scope(firm.id):
        return [finding.what for finding in check_invoicing()]


def test_numbers_go_on_from_those_of_another_program(firm: AnOrganization):
    set_series(firm, " RE ", next_number=4711)
    assert series(firm)[INVOICE] == SeriesInForce(INVOICE, "RE", 4711, "RE-004711", has_begun=False)

    assert [number_of_an_invoice(firm) for _ in range(2)] == ["RE-004711", "RE-004712"]

    assert series(firm)[INVOICE] == SeriesInForce(INVOICE, "RE", 4713, "RE-004713", has_begun=True)
    assert broken(firm) == []


def test_a_new_prefix_begins_anew_and_an_old_one_goes_on(firm: AnOrganization):
    first = number_of_an_invoice(firm)
    set_series(firm, "INV/2027")
    second = number_of_an_invoice(firm)
    set_series(firm, "INV")
    third = number_of_an_invoice(firm)

    assert (first, second, third) == ("INV-000001", "INV/2027-000001", "INV-000002")
    assert broken(firm) == []


def test_the_largest_number_fits_into_a_reference(firm: AnOrganization):
    set_series(firm, "ABCDEFGHIJKL", next_number=LARGEST_NUMBER)
    invoice = document(firm, issued(firm, a_customer(firm), [a_line("10.00")]))
    assert (invoice.number, invoice.reference[4:]) == ("ABCDEFGHIJKL-999999999", "ABCDEFGHIJKL999999999")


def test_each_kind_counts_by_itself(firm: AnOrganization):
    set_series(firm, "GS", CREDIT_NOTE, next_number=7)
    invoice_id = issued(firm, a_customer(firm), [a_line("10.00")])
    credit_invoice(invoice_id=invoice_id, context=firm.context())

    found = series(firm)
    assert [found[kind].next_document_number for kind in DocumentKind] == ["INV-000002", "GS-000008", "DN-000001"]


def test_a_first_number_is_chosen_again_until_one_is_taken(firm: AnOrganization):
    set_series(firm, "RE", next_number=100)
    set_series(firm, "RE", next_number=50)
    assert number_of_an_invoice(firm) == "RE-000050"
    set_series(firm, "RE", next_number=51)
    with nothing_changes(firm.id), pytest.raises(NumbersTaken) as refused:
        set_series(firm, "RE", next_number=60)
    assert refused.value.facts == {"prefix": "RE", "next_number": 51}


@pytest.mark.parametrize(
    ("prefix", "next_number", "refusal"),
    [
        ("", None, PrefixImpossible),
        ("-RE", None, PrefixImpossible),
        ("RE 27", None, PrefixImpossible),
        ("RÉ", None, PrefixImpossible),
        ("R.*", None, PrefixImpossible),
        ("ABCDEFGHIJKLM", None, PrefixImpossible),
        ("CN", None, PrefixTaken),
        ("C", None, PrefixTaken),
        ("GL", None, PrefixTaken),
        ("PAY", None, PrefixTaken),
        ("GS", None, PrefixTaken),
        ("G-S", None, PrefixTaken),
        ("inv", None, PrefixTaken),
        ("RE", 0, NextNumberImpossible),
        ("RE", LARGEST_NUMBER + 1, NextNumberImpossible),
    ],
)
def test_what_cannot_be_is_refused(prefix: str, next_number: int | None, refusal: type[Refusal], firm: AnOrganization):
    set_series(firm, "GS", CREDIT_NOTE)
    with nothing_changes(firm.id), pytest.raises(refusal):
        set_series(firm, prefix, next_number=next_number)


def test_a_mirrored_company_another_firms_and_a_clerk_are_refused(firm: AnOrganization):
    added = add_legal_entity(code="M", name="Mirror", currency="EUR", books="mirror", context=firm.context())
    others = an_organization().context()
    clerk = firm.context(permissions=frozenset({"invoicing.manage"}))
    asked = {"legal_entity_id": firm.legal_entity_id, "kind": INVOICE, "prefix": "RE"}
    with nothing_changes(firm.id):
        with pytest.raises(MirrorIssuesNothing):
            set_document_series(**{**asked, "legal_entity_id": added.legal_entity_id}, context=firm.context())
        with pytest.raises(LegalEntityUnknown):
            set_document_series(**asked, context=others)
        with pytest.raises(PermissionMissing):
            set_document_series(**asked, context=clerk)


def test_a_prefix_is_never_given_to_another_kind(firm: AnOrganization):
    set_series(firm, "RE")
    with connected_as("owner") as owner, pytest.raises(errors.RestrictViolation):
        owner.execute("UPDATE document_series SET kind = 'debit_note' WHERE organization_id = %s", [firm.id])


def test_a_number_that_is_left_out_is_found(firm: AnOrganization):
    set_series(firm, "RE", next_number=5)
    number_of_an_invoice(firm)
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("UPDATE number_series SET next_number = next_number + 1 WHERE series = 'RE'")
    assert broken(firm) == ["2 numbers were taken, 1 stand on documents."]
