"""A payer signs a mandate by a link: once, in time, with an account that exists; and what was agreed to is kept."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.support.customers import a_contact
from tests.support.debits import a_collecting_firm, a_draft, a_link, a_mandate
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer
from tests.support.sepa import CREDITOR_IDENTIFIER, DEBTOR_IBAN, SWISS_IBAN
from tests.support.unchanged import nothing_changes

from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.end_mandate import cancel_mandate
from openbill.direct_debits.commands.make_mandate_link import make_mandate_link, revoke_mandate_link
from openbill.direct_debits.commands.send_mandate_link import send_mandate_link
from openbill.direct_debits.commands.sign_by_link import sign_by_link
from openbill.direct_debits.commands.sign_mandate import sign_mandate
from openbill.direct_debits.errors import (
    BankCodeMissing,
    CreditorUnknown,
    IbanMissing,
    MandateLinkExpiryWrong,
    MandateLinkMissing,
    MandateLinkNotGood,
    NobodyToSendLinkTo,
)
from openbill.direct_debits.queries.mandate_links import (
    consent_to_mandate,
    link_of_mandate,
    offered_mandate,
    read_secret_of_mandate_link,
)
from openbill.direct_debits.queries.mandate_sheets import mandate_sheet
from openbill.direct_debits.queries.mandates import amendments_of_mandate, mandate_of
from openbill.direct_debits.types import SignedHow
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import scope
from openbill.messaging.queries.message_details import message_details
from openbill.organizations.errors import IbanWrong
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.signed_link import SignedLink, written_link


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


@pytest.fixture
def draft(firm: AnOrganization) -> UUID:
    return a_draft(firm, a_customer(firm, name="Anna Ltd"))


def secret(path: str) -> str:
    return path.removeprefix("/mandate/")


def sign(firm: AnOrganization, mandate_id: UUID, number: int = 1, **details: object) -> None:
    values = {"debtor_name": "Anna Winter", "debtor_iban": DEBTOR_IBAN, "remote_address": "192.0.2.7", **details}
    context = values.pop("context", None) or firm.context()
    sign_by_link(mandate_id=mandate_id, link_number=number, context=context, **values)  # type: ignore[arg-type]


def offered(firm: AnOrganization, link: SignedLink, days: int = 0) -> object:
    with scope(firm.id):
        return offered_mandate(link, firm.context().at + timedelta(days=days))


def test_signing_makes_it_active_and_keeps_what_was_agreed_to(firm: AnOrganization, draft: UUID):
    link = read_secret_of_mandate_link(secret(a_link(firm, draft)))
    assert link is not None
    assert (link.organization_id, link.request_id, link.number) == (firm.id, draft, 1)

    sign(firm, draft, language="de")

    with scope(firm.id):
        mandate, consent = mandate_of(draft), consent_to_mandate(draft)
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(render_pdf(mandate_sheet(draft)))).pages)
    assert (mandate.state, mandate.signed_how, mandate.debtor_iban) == ("active", "electronic", DEBTOR_IBAN)
    assert mandate.debtor_name == "Anna Winter"
    assert consent is not None
    assert (consent.remote_address, consent.language) == ("192.0.2.7", "de")
    for said in (
        "SEPA-Lastschriftmandat",
        CREDITOR_IDENTIFIER,
        mandate.reference,
        "DE02 5001",
        "acht Wochen",
        "Müller",
    ):
        assert said in consent.words
    assert "Signed electronically by Anna Winter" in text.replace("\n", " ")


def test_a_link_signs_once(firm: AnOrganization, draft: UUID):
    link = SignedLink(firm.id, draft, 1)
    a_link(firm, draft)
    sign(firm, draft)

    with nothing_changes(firm.id):
        with pytest.raises(MandateLinkNotGood):
            sign(firm, draft, debtor_name="Somebody else")
        with pytest.raises(NotPossibleInState):
            make_mandate_link(mandate_id=draft, context=firm.context())
    assert offered(firm, link).signed_at is not None  # type: ignore[attr-defined]
    with pytest.raises(MandateLinkNotGood):
        offered(firm, link, days=31)


@pytest.mark.parametrize("end", ["revoked", "renewed", "expired", "signed on paper", "mandate ended"])
def test_a_link_that_ended_signs_nothing(end: str, firm: AnOrganization):
    mandate = a_draft(firm, a_customer(firm), debtor_iban=DEBTOR_IBAN)
    a_link(firm, mandate, valid_days=1)
    context = firm.context()
    if end == "revoked":
        revoke_mandate_link(mandate_id=mandate, context=context)
        with pytest.raises(MandateLinkMissing):
            revoke_mandate_link(mandate_id=mandate, context=context)
    elif end == "renewed":
        a_link(firm, mandate)
    elif end == "expired":
        context = firm.context(at=context.at + timedelta(days=2))
    elif end == "signed on paper":
        sign_mandate(mandate_id=mandate, signed_on=context.today(), signed_how=SignedHow.PAPER, context=context)
    else:
        cancel_mandate(mandate_id=mandate, context=context)

    with nothing_changes(firm.id), pytest.raises(MandateLinkNotGood):
        sign(firm, mandate, context=context)
    with pytest.raises(MandateLinkNotGood):
        offered(firm, SignedLink(firm.id, mandate, 1), days=2 if end == "expired" else 0)


def test_a_link_that_was_taken_back_is_made_anew_and_the_new_one_signs(firm: AnOrganization, draft: UUID):
    first = a_link(firm, draft)
    revoke_mandate_link(mandate_id=draft, context=firm.context())
    assert a_link(firm, draft) != first
    sign(firm, draft, number=2)
    with scope(firm.id):
        assert mandate_of(draft).state == "active"


def test_an_account_that_cannot_be_collected_from_is_refused(firm: AnOrganization, draft: UUID):
    a_link(firm, draft)
    with nothing_changes(firm.id):
        for refusal, wrong in (
            (IbanMissing, {"debtor_iban": ""}),
            (IbanWrong, {"debtor_iban": DEBTOR_IBAN[:-1]}),
            (BankCodeMissing, {"debtor_iban": SWISS_IBAN}),
        ):
            with pytest.raises(refusal):
                sign(firm, draft, **wrong)


def test_a_draft_without_an_account_is_not_signed_on_paper_and_the_database_knows(firm: AnOrganization, draft: UUID):
    with nothing_changes(firm.id), pytest.raises(IbanMissing):
        sign_mandate(
            mandate_id=draft, signed_on=firm.context().today(), signed_how=SignedHow.PAPER, context=firm.context()
        )
    with (
        pytest.raises(IntegrityError, match="mandate_has_its_account"),
        scope(firm.id),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE mandate SET state = 'active', signed_on = current_date, signed_how = 'paper' WHERE id = %s", [draft]
        )
    amend_mandate(mandate_id=draft, notice_days=7, context=firm.context())
    amend_mandate(mandate_id=draft, debtor_iban=DEBTOR_IBAN, context=firm.context())
    with scope(firm.id):
        assert (mandate_of(draft).debtor_iban, amendments_of_mandate(draft)) == (DEBTOR_IBAN, [])


def test_what_was_agreed_to_is_never_changed(firm: AnOrganization, draft: UUID):
    a_link(firm, draft)
    sign(firm, draft)
    for statement in ("UPDATE mandate_consent SET words = 'x'", "DELETE FROM mandate_consent"):
        with pytest.raises(Exception, match=r"permission denied|mandate_consent"), scope(firm.id):
            connection.cursor().execute(statement)


def test_a_link_is_for_drafts_of_firms_that_collect_and_for_some_days(firm: AnOrganization, draft: UUID):
    other = an_organization()
    without_creditor = a_draft(other, a_customer(other))
    signed = a_mandate(firm, a_customer(firm))
    with nothing_changes(firm.id, other.id):
        for days in (0, 91):
            with pytest.raises(MandateLinkExpiryWrong):
                make_mandate_link(mandate_id=draft, valid_days=days, context=firm.context())
        with pytest.raises(CreditorUnknown):
            make_mandate_link(mandate_id=without_creditor, context=other.context())
        with pytest.raises(NotPossibleInState):
            make_mandate_link(mandate_id=signed, context=firm.context())


def test_the_message_has_the_link_and_goes_once(firm: AnOrganization):
    customer = a_customer(firm, name="Anna Ltd")
    draft = a_draft(firm, customer)
    with nothing_changes(firm.id), pytest.raises(MandateLinkMissing):
        send_mandate_link(mandate_id=draft, context=firm.context())
    path = a_link(firm, draft)
    with nothing_changes(firm.id), pytest.raises(NobodyToSendLinkTo, match="Anna Ltd"):
        send_mandate_link(mandate_id=draft, context=firm.context())
    a_contact(firm, customer, "Kim", email="kim@anna.example", language="de")

    message_id = send_mandate_link(mandate_id=draft, context=firm.context())

    with scope(firm.id):
        message = message_details(message_id)
    assert message.summary.subject == "Bitte unterschreiben: Lastschrift für Müller & Söhne"
    assert path in message.body
    assert send_mandate_link(mandate_id=draft, context=firm.context()) == message_id


@given(st.text(max_size=110))
def test_no_other_secret_is_a_link(text: str):
    assert read_secret_of_mandate_link(text) is None


def test_a_secret_of_another_purpose_is_none(firm: AnOrganization, draft: UUID):
    made = SignedLink(firm.id, draft, 1)
    for purpose, found in (("payment link", None), ("mandate link", made)):
        assert read_secret_of_mandate_link(written_link(made, key_ring().digest, purpose=purpose)) == found
    with scope(firm.id):
        assert link_of_mandate(draft, firm.context().at) is None
