"""Firms that collect by direct debit, and what their banks tell of it; made by the real commands."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from openbill.cash_application.commands.clear_lines import clear_line
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.models import BankLine
from openbill.cash_application.types.decisions import Source
from openbill.customers.commands.add_contact import add_contact
from openbill.direct_debits.commands.add_mandate import add_mandate
from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.end_mandate import suspend_mandate
from openbill.direct_debits.commands.make_mandate_link import make_mandate_link
from openbill.direct_debits.commands.prepare_debits import prepare_debits
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.commands.refund_account import approve_refund_account, request_refund_account
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.commands.sign_by_link import sign_by_link
from openbill.direct_debits.commands.sign_mandate import keep_signed_mandate
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers, tell_payers
from openbill.direct_debits.jobs import take_returns
from openbill.direct_debits.models import Debit, DebitBatch
from openbill.direct_debits.queries.mandate_links import link_of_mandate
from openbill.direct_debits.types import PreparedBatch, SignedHow, SourceKind
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.models import BankAccount
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money

from .camt import ACCOUNT, a_camt, a_payment, a_statement, an_entry
from .organizations import AnOrganization, an_organization
from .receivables import a_credit, a_customer, a_debit
from .sepa import CREDITOR_IBAN, CREDITOR_IDENTIFIER, DEBTOR_IBAN, OTHER_IBAN

PREPARED_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday. What is due on 20 January is collected on that day."""

COLLECTED_ON = date(2026, 1, 20)


def a_collecting_firm(**creditor: object) -> AnOrganization:
    """A firm that may collect on its account in euros."""
    firm = an_organization()
    account = add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="Main", currency="EUR", iban=ACCOUNT, context=firm.context()
    )
    set_creditor(
        legal_entity_id=firm.legal_entity_id,
        bank_account_id=account.bank_account_id,
        identifier=CREDITOR_IDENTIFIER,
        name="Müller & Söhne",
        context=firm.context(),
        **creditor,  # type: ignore[arg-type]
    )
    return firm


def a_mandate(firm: AnOrganization, customer_id: UUID, **details: object) -> UUID:
    """A mandate that was signed on paper on 2 January 2026."""
    values = {
        "debtor_iban": DEBTOR_IBAN,
        "signed_on": date(2026, 1, 2),
        "signed_how": SignedHow.PAPER,
        "context": firm.context(),
        **details,
    }
    return add_mandate(customer_id=customer_id, **values).mandate_id  # type: ignore[arg-type]


def a_draft(firm: AnOrganization, customer_id: UUID, **details: object) -> UUID:
    """A mandate that waits for the signature, and is without an account unless one is given."""
    return a_mandate(firm, customer_id, **{"debtor_iban": "", "signed_on": None, "signed_how": None, **details})


@dataclass(frozen=True)
class Debited:
    """What stands for the places of addresses: a mandate, what was prepared under it, and what went before."""

    customer_id: UUID
    mandate_id: UUID
    draft_id: UUID
    batch_id: UUID
    submitted_batch_id: UUID
    debit_id: UUID
    account_id: UUID
    refund_batch_id: UUID


def a_row_in_every_table_of_debits(firm: AnOrganization, name: str) -> Debited:
    """A customer with an amended mandate, a debit that was paid, one that is prepared, and a refund that was sent."""
    context = firm.context()
    customer = a_customer(firm, name=f"{name} Debit")
    add_contact(customer_id=customer, name=name, email="debit@example.com", context=context)
    account = add_bank_account(
        legal_entity_id=firm.legal_entity_id, name=name, currency="EUR", iban=CREDITOR_IBAN, context=context
    )
    set_creditor(
        legal_entity_id=firm.legal_entity_id,
        bank_account_id=account.bank_account_id,
        identifier=CREDITOR_IDENTIFIER,
        context=context,
    )
    mandate = a_mandate(firm, customer, reference="M-1")
    keep_signed_mandate(mandate_id=mandate, content=name.encode(), file_name="mandate.pdf", context=context)
    amend_mandate(mandate_id=mandate, reference="M-2", context=context)
    a_debit(firm, customer, "10.00", on="2026-01-02", due="2026-01-20")
    (first,) = prepared(firm, mandate_ids=[mandate])
    tell_payers(batch_id=first.batch_id, context=firm.context(at=PREPARED_AT))
    submit_debits(batch_id=first.batch_id, context=firm.context(at=PREPARED_AT))
    cleared_with_a_line(firm, first.batch_id, 10_00, CREDITOR_IBAN)
    a_debit(firm, customer, "20.00", on="2026-01-02", due="2026-01-20")
    (second,) = prepared(firm, mandate_ids=[mandate])
    note_told_payers(batch_id=second.batch_id, told_on=PREPARED_AT.date(), context=context)
    a_debit(firm, customer, "30.00", on="2026-01-02", due="2026-12-31")
    a_signed_link(firm, a_draft(firm, customer, reference="M-3"))
    draft = a_draft(firm, customer, reference="M-4")
    a_link(firm, draft)
    sent = a_sent_refund(firm, customer, account.bank_account_id)
    an_approved_refund(firm, customer, "4.00")
    return Debited(
        customer_id=customer,
        mandate_id=mandate,
        draft_id=draft,
        batch_id=second.batch_id,
        submitted_batch_id=first.batch_id,
        debit_id=debits_of(firm, second.batch_id)[0].id,
        account_id=a_refund_account(firm, customer, OTHER_IBAN, is_approved=False),
        refund_batch_id=sent,
    )


def a_link(firm: AnOrganization, mandate_id: UUID, **details: object) -> str:
    """The path of a new link by which the draft of a mandate is signed."""
    context = firm.context()
    make_mandate_link(mandate_id=mandate_id, context=context, **details)  # type: ignore[arg-type]
    with scope(firm.id):
        link = link_of_mandate(mandate_id, context.at)
    assert link is not None
    return link.path


def a_signed_link(firm: AnOrganization, mandate_id: UUID) -> None:
    """A mandate that its payer signed by a link, and that was suspended afterwards."""
    a_link(firm, mandate_id)
    sign_by_link(
        mandate_id=mandate_id,
        link_number=1,
        debtor_name="Anna Ltd",
        debtor_iban=DEBTOR_IBAN,
        remote_address="192.0.2.1",
        context=firm.context(),
    )
    suspend_mandate(mandate_id=mandate_id, context=firm.context())


def cleared_with_a_line(firm: AnOrganization, batch_id: UUID, minor: int, iban: str) -> None:
    """The bank booked a batch on 20 January, and somebody said that this is it."""
    content = a_camt(
        a_statement(
            the_batch_was_booked(minor),
            account=f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
            balances=(),
        )
    )
    (statement,) = import_statements(content=content, file_name="batch.xml", context=firm.context())
    with scope(firm.id):
        line_id = BankLine.objects.get(organization_id=firm.id, statement_id=statement.statement_id).id
    source = Source(SourceKind.DEBIT_BATCH.value, batch_id)
    clear_line(line_id=line_id, sources=[source], context=firm.context())


def a_refund_account(firm: AnOrganization, customer_id: UUID, iban: str, *, is_approved: bool = True) -> UUID:
    """An account for refunds that one person entered, and another one approved."""
    account_id = request_refund_account(
        customer_id=customer_id, iban=iban, reason="asked by letter", context=firm.context()
    )
    if is_approved:
        approve_refund_account(refund_account_id=account_id, context=somebody_else(firm))
    return account_id


def an_approved_refund(firm: AnOrganization, customer_id: UUID, amount: str) -> UUID:
    """A refund that one person asked for, and another one approved."""
    credit = a_credit(firm, customer_id, amount)
    asked = request_refund(item_id=credit, amount=Money.of(amount, "EUR"), reason="paid twice", context=firm.context())
    approve_refund(request_id=asked.request_id, context=somebody_else(firm))
    return asked.request_id


def a_sent_refund(firm: AnOrganization, customer_id: UUID, bank_account_id: UUID) -> UUID:
    """The batch of a refund of 3.00 that went to the bank."""
    a_refund_account(firm, customer_id, DEBTOR_IBAN)
    request_id = an_approved_refund(firm, customer_id, "3.00")
    made = prepare_refund_file(bank_account_id=bank_account_id, request_ids=[request_id], context=firm.context())
    return made.batch_id


def somebody_else(firm: AnOrganization) -> Context:
    """The context of another person of the firm."""
    return replace(firm.context(), actor=Actor(ActorKind.USER, new_identifier()))


def on(firm: AnOrganization, day: str) -> Context:
    """The context of the firm at nine in the morning of a day."""
    return firm.context(at=datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=9))


def prepared(firm: AnOrganization, *, due_by: str = "2026-01-31", **asked: object) -> list[PreparedBatch]:
    """What is due by a day, in debits, prepared on 5 January unless said otherwise."""
    context = asked.pop("context", None) or firm.context(at=PREPARED_AT)
    return prepare_debits(due_by=date.fromisoformat(due_by), context=context, **asked)  # type: ignore[arg-type]


def submitted(firm: AnOrganization, **asked: object) -> UUID:
    """The only batch of what is due, with the bank on the day on which it was prepared."""
    (batch,) = prepared(firm, **asked)
    context = asked.get("context") or firm.context(at=PREPARED_AT)
    note_told_payers(batch_id=batch.batch_id, told_on=context.at.date(), context=context)  # type: ignore[attr-defined]
    submit_debits(batch_id=batch.batch_id, context=context)  # type: ignore[arg-type]
    return batch.batch_id


def debits_of(firm: AnOrganization, batch_id: UUID | None = None) -> list[Debit]:
    """The debits of a batch, or all, by their names."""
    with scope(firm.id):
        debits = Debit.objects.filter(organization_id=firm.id).order_by("end_to_end_id")
        return list(debits.filter(batch_id=batch_id) if batch_id else debits)


def the_batch(firm: AnOrganization, batch_id: UUID) -> DebitBatch:
    with scope(firm.id):
        return DebitBatch.objects.get(organization_id=firm.id, id=batch_id)


def the_batch_was_booked(minor: int, number: str = "DD000001", *, day: str = "2026-01-20") -> str:
    """A booking by which a bank pays a batch as one sum, and says what the batch was called."""
    return an_entry(
        amount=_amount(minor),
        dates=_dates(day),
        reference=f"<AcctSvcrRef>B{number}</AcctSvcrRef>",
        code="<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn></BkTxCd>",
        batch=f"<Btch><PmtInfId>P{number}</PmtInfId></Btch>",
    )


def a_debit_was_booked(minor: int, end_to_end_id: str, *, day: str = "2026-01-20") -> str:
    """A booking by which a bank pays a single debit."""
    return an_entry(
        _named(end_to_end_id), amount=_amount(minor), dates=_dates(day), reference=_reference(end_to_end_id)
    )


def came_back(minor: int, *parts: tuple[str, str], day: str, mandate: str = "") -> str:
    """A booking by which debits came back, each by its end-to-end id and the bank's code; with the bank's fee.

    What comes back in several parts has their amounts behind the code: "AM04 103.00".
    """
    told = [(name, *f"{code} ".split(" ")[:2]) for name, code in parts]
    return an_entry(
        *(_named(end_to_end_id, reason, mandate, amount) for end_to_end_id, reason, amount in told),
        amount=_amount(minor),
        direction="<CdtDbtInd>DBIT</CdtDbtInd>",
        dates=_dates(day),
        reference=_reference(f"R{day}{parts[0][0]}"),
        code="<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>",
    )


def the_bank_tells(firm: AnOrganization, *entries: str, minor: int, standard: str = "camt.053.001.08") -> int:
    """Bring bookings in that come to an amount, have lines matched, and returns taken; how many debits came back."""
    way = "DBIT" if minor < 0 else "CRDT"
    balances = (("OPBD", "0.00", "CRDT", "2026-01-01"), ("CLBD", _euros(abs(minor)), way, "2026-01-31"))
    is_notice = standard.startswith("camt.054")
    content = a_camt(a_statement(*entries, balances=() if is_notice else balances), standard=standard)
    import_statements(content=content, file_name="bank.xml", context=firm.context())
    with scope(firm.id):
        account_id = BankAccount.objects.get(organization_id=firm.id, iban=ACCOUNT).id
    match_lines(bank_account_id=account_id, context=firm.context())
    return int(take_returns(organization_id=str(firm.id)))


def _named(end_to_end_id: str, reason: str = "", mandate: str = "", amount: str = "") -> str:
    told = f"<EndToEndId>{end_to_end_id}</EndToEndId>" if end_to_end_id else ""
    told += f"<MndtId>{mandate}</MndtId>" if mandate else ""
    return a_payment(
        references=told,
        amount=f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>' if amount else "",
        remittance="<Ustrd>direct debit</Ustrd>",
        returned=f"<Rsn><Cd>{reason}</Cd></Rsn>" if reason else "",
    )


def _amount(minor: int) -> str:
    return f'<Amt Ccy="EUR">{_euros(abs(minor))}</Amt>'


def _euros(minor: int) -> str:
    return str(Money(minor, "EUR").as_decimal())


def _dates(day: str) -> str:
    return f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"


def _reference(text: str) -> str:
    return f"<AcctSvcrRef>{text}</AcctSvcrRef>"
