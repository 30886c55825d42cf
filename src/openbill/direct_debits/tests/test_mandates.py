"""Mandates: added, signed, changed, suspended and ended."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.support.api import a_program
from tests.support.debits import (
    a_collecting_firm,
    a_mandate,
    debits_of,
    on,
    prepared,
    submitted,
    the_bank_tells,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit
from tests.support.sepa import DEBTOR_IBAN, OTHER_CREDITOR_IDENTIFIER, OTHER_IBAN, SWISS_IBAN
from tests.support.unchanged import nothing_changes

from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.end_mandate import (
    cancel_mandate,
    lapse_mandates,
    resume_mandate,
    suspend_mandate,
)
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.commands.sign_mandate import sign_mandate
from openbill.direct_debits.errors import (
    AccountCannotCollect,
    AddressMissing,
    CreditorIdentifierWrong,
    MandateHasDebits,
    MandateReferenceKnown,
    MandateSignedLater,
    NothingToAmend,
    NoticeDaysWrong,
    SignatureMissing,
)
from openbill.direct_debits.models import DebitBatch
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.mandate_sheets import mandate_sheet
from openbill.direct_debits.queries.mandates import MandateInOrder, amendments_of_mandate, mandate_of
from openbill.direct_debits.types import Scheme, SignedHow
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.errors import IbanWrong
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def seen(firm: AnOrganization, mandate_id) -> MandateInOrder:
    with scope(firm.id):
        return mandate_of(mandate_id)


def test_a_draft_waits_for_its_signature(firm: AnOrganization):
    mandate = a_mandate(firm, a_customer(firm), signed_on=None, signed_how=None)
    assert (seen(firm, mandate).state, seen(firm, mandate).reference) == ("draft", "MND-000001")

    sign_mandate(
        mandate_id=mandate, signed_on=date(2026, 1, 2), signed_how=SignedHow.ELECTRONIC, context=firm.context()
    )

    told = seen(firm, mandate)
    assert (told.state, told.signed_how, told.lapses_on) == ("active", "electronic", date(2029, 1, 2))
    with pytest.raises(NotPossibleInState):
        sign_mandate(mandate_id=mandate, signed_on=date(2026, 1, 2), signed_how=SignedHow.PAPER, context=firm.context())


def test_what_cannot_be_a_mandate_is_refused(firm: AnOrganization):
    customer = a_customer(firm)
    a_mandate(firm, customer, reference="M-1")
    with nothing_changes(firm.id):
        for refusal, wrong in (
            (MandateReferenceKnown, {"reference": "M-1"}),
            (IbanWrong, {"debtor_iban": DEBTOR_IBAN[:-1] + "1"}),
            (AddressMissing, {"debtor_iban": SWISS_IBAN, "debtor_bic": "POFICHBE"}),
            (SignatureMissing, {"signed_how": None}),
            (MandateSignedLater, {"signed_on": date(2100, 1, 1)}),
            (NoticeDaysWrong, {"notice_days": 0}),
        ):
            with pytest.raises(refusal):
                a_mandate(firm, customer, **wrong)


def test_another_account_is_told_to_the_bank_once_it_knows_of_the_mandate(firm: AnOrganization):
    customer = a_customer(firm)
    mandate = a_mandate(firm, customer, reference="M-1")
    a_debit(firm, customer, "10.00", on="2026-01-02", due="2026-01-20")
    first = submitted(firm)
    assert b"AmdmntInd" not in the_file(firm, first)
    with pytest.raises(MandateHasDebits):
        amend_mandate(mandate_id=mandate, debtor_iban=OTHER_IBAN, context=firm.context())
    settled(firm)

    amend_mandate(mandate_id=mandate, debtor_iban=OTHER_IBAN, reference="M-2", context=firm.context())
    with pytest.raises(NothingToAmend):
        amend_mandate(mandate_id=mandate, debtor_iban=OTHER_IBAN, context=firm.context())

    a_debit(firm, customer, "20.00", on="2026-02-02", due="2026-02-20")
    second = submitted(firm, due_by="2026-02-28", context=on(firm, "2026-02-02"))
    content = the_file(firm, second)
    assert b"<OrgnlMndtId>M-1</OrgnlMndtId>" in content
    assert b"<Id>SMNDA</Id>" in content
    assert OTHER_IBAN.encode() in content
    with scope(firm.id):
        (amendment,) = amendments_of_mandate(mandate)
    assert (amendment.original_iban, amendment.original_reference, amendment.is_told) == (DEBTOR_IBAN, "M-1", True)


def test_another_creditor_is_told_with_every_mandate(firm: AnOrganization):
    mandate = a_mandate(firm, a_customer(firm))
    with scope(firm.id):
        (creditor,) = creditors()
    changed = {"legal_entity_id": firm.legal_entity_id, "bank_account_id": creditor.bank_account_id}

    set_creditor(identifier=OTHER_CREDITOR_IDENTIFIER, name="New name", **changed, context=firm.context())

    with scope(firm.id):
        (amendment,) = amendments_of_mandate(mandate)
        assert [(each.name, each.identifier) for each in creditors()] == [("New name", OTHER_CREDITOR_IDENTIFIER)]
    assert amendment.original_creditor_identifier == creditor.identifier
    assert (amendment.original_creditor_name, amendment.is_told) == ("Müller & Söhne", False)
    dollars = add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="USD", currency="USD", account_number="7", context=firm.context()
    )
    with nothing_changes(firm.id):
        with pytest.raises(CreditorIdentifierWrong):
            set_creditor(identifier="DE00ZZZ1", **changed, context=firm.context())
        with pytest.raises(AccountCannotCollect, match="USD"):
            set_creditor(
                identifier=OTHER_CREDITOR_IDENTIFIER,
                legal_entity_id=firm.legal_entity_id,
                bank_account_id=dollars.bank_account_id,
                context=firm.context(),
            )


def test_nothing_is_collected_while_it_is_suspended_or_after_its_end(firm: AnOrganization):
    customer = a_customer(firm)
    mandate = a_mandate(firm, customer)
    a_debit(firm, customer, "10.00", on="2026-01-02", due="2026-01-20")
    prepared(firm)
    with pytest.raises(MandateHasDebits):
        cancel_mandate(mandate_id=mandate, context=firm.context())
    suspend_mandate(mandate_id=mandate, reason="asked by phone", context=firm.context())
    assert (seen(firm, mandate).state, seen(firm, mandate).state_reason) == ("suspended", "asked by phone")
    resume_mandate(mandate_id=mandate, context=firm.context())
    other = a_mandate(firm, customer)
    cancel_mandate(mandate_id=other, context=firm.context())
    with pytest.raises(NotPossibleInState):
        resume_mandate(mandate_id=other, context=firm.context())


def test_what_nobody_used_for_three_years_lapses(firm: AnOrganization):
    mandate = a_mandate(firm, a_customer(firm))
    assert lapse_mandates(on=date(2029, 1, 1), context=firm.context()) == 0
    assert lapse_mandates(on=date(2029, 1, 2), context=firm.context()) == 1
    assert seen(firm, mandate).state == "expired"
    assert lapse_mandates(on=date(2029, 1, 2), context=firm.context()) == 0


@pytest.mark.parametrize(
    ("language", "scheme", "words"),
    [
        ("en", Scheme.CORE, ("SEPA direct debit mandate", "eight weeks", "Signature")),
        ("de", Scheme.CORE, ("SEPA-Lastschriftmandat", "acht Wochen", "Unterschrift")),
        ("de", Scheme.B2B, ("SEPA-Firmenlastschrift-Mandat", "keine Erstattung", "Mandatsreferenz")),
        ("fr", Scheme.B2B, ("business-to-business", "Creditor identifier", "M-1")),
    ],
)
def test_a_mandate_is_printed_for_the_signature(firm: AnOrganization, language, scheme, words):
    mandate = a_mandate(firm, a_customer(firm), scheme=scheme, reference="M-1", signed_on=None, signed_how=None)
    with scope(firm.id):
        sheet = mandate_sheet(mandate, language=language)
    text = " ".join(PdfReader(BytesIO(render_pdf(sheet))).pages[0].extract_text().split())
    for each in (*words, "DE02 5001 0517 0137 0750 30", "DE98ZZZ09999999999"):
        assert each in text, each


def test_programs_read_mandates_and_get_their_sheet(firm: AnOrganization):
    program = a_program(firm)
    made = program.post("/mandates", {"customer_id": str(a_customer(firm)), "debtor_iban": DEBTOR_IBAN})
    assert (made.status, made.said["reference"]) == (201, "MND-000001")
    assert program.get("/mandates?state=draft").said["data"][0]["debtor_iban"] == DEBTOR_IBAN
    assert program.get("/mandates?state=active").said["data"] == []
    missing = program.get(f"/mandates/{new_identifier()}/amendments")
    assert (missing.status, missing.code) == (404, "mandate_unknown")


def the_file(firm: AnOrganization, batch_id) -> bytes:
    with scope(firm.id):
        file_id = DebitBatch.objects.get(organization_id=firm.id, id=batch_id).file_id
        return stored_file(file_id).content


def settled(firm: AnOrganization) -> None:
    (debit,) = debits_of(firm)
    the_bank_tells(firm, the_batch_was_booked(debit.amount_minor), minor=debit.amount_minor)
