"""Post a journal entry by hand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.commands.require_open_day import require_open_day
from openbill.ledger.errors import (
    ControlAccountByHand,
    EntryDoesNotBalance,
    FunctionalAmountDiffers,
    FunctionalAmountMissing,
    HandedOverByHand,
    LineWithoutAmount,
    OthersMoneyIsNoIncome,
    ReasonMissing,
    TooFewLines,
)
from openbill.ledger.events import ManualEntryWasPosted
from openbill.ledger.policies.default_chart import CONTROL_ROLES, GAINS_OF_EXCHANGE, HELD_FOR_OTHERS
from openbill.ledger.policies.undoing_acts import MANUAL
from openbill.ledger.queries.accounts import accounts_by_code
from openbill.ledger.queries.books import books_of
from openbill.ledger.types import AccountKind, ChartAccount, ManualLine
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money


@command(permission="ledger.post_entries")
def post_manual_entry(
    *, legal_entity_id: UUID, posting_date: date, lines: Sequence[ManualLine], reason: str, context: Context
) -> UUID:
    """Post one entry between accounts that no open item stands on, and return its identifier.

    Raises ControlAccountByHand, HandedOverByHand, OthersMoneyIsNoIncome, AccountUnknown, TooFewLines,
    LineWithoutAmount, EntryDoesNotBalance, FunctionalAmountMissing, FunctionalAmountDiffers, ReasonMissing,
    PeriodIsClosed, BeforeCutOver, LegalEntityUnknown and UnknownCurrency.
    """
    if not reason.strip():
        raise ReasonMissing
    books = books_of(legal_entity_id)
    functional = _functional_amounts(lines, books.currency)
    _refuse_imbalance(lines, functional, books.currency)
    accounts = accounts_by_code(list(dict.fromkeys(line.account_code for line in lines)))
    for _, account in accounts.values():
        if account.role in CONTROL_ROLES:
            raise ControlAccountByHand(code=account.code, name=account.name)
        if account.role == "unclaimed_property":
            raise HandedOverByHand(code=account.code, name=account.name)
    _refuse_income_of_others_money([account for _, account in accounts.values()])
    require_open_day(legal_entity_id, posting_date, context=context)

    entry_id = new_identifier()
    post_entries(
        Postings(
            """(
            SELECT %(entry)s::uuid AS entry_id, %(legal_entity)s::uuid AS legal_entity_id,
                   %(posting_date)s::date AS posting_date, %(kind)s::text AS kind,
                   %(entry)s::uuid AS source_id, NULL::uuid AS reverses_id, line.number::smallint AS number,
                   line.account_role, NULL::uuid AS customer_id, line.currency, line.amount_minor,
                   line.functional_minor
            FROM unnest(%(roles)s::text[], %(currencies)s::text[], %(amounts)s::bigint[],
                        %(values)s::bigint[])
                 WITH ORDINALITY AS line (account_role, currency, amount_minor, functional_minor, number)
            )""",
            {
                "entry": entry_id,
                "legal_entity": legal_entity_id,
                "posting_date": posting_date,
                "kind": MANUAL,
                "roles": [accounts[line.account_code][1].role for line in lines],
                "currencies": [line.currency for line in lines],
                "amounts": [line.amount_minor for line in lines],
                "values": functional,
            },
        ),
        context=context,
    )
    publish(ManualEntryWasPosted(entry_id, legal_entity_id, posting_date), context=context)
    return entry_id


def _refuse_income_of_others_money(named: Sequence[ChartAccount]) -> None:
    """What the trigger others_money_is_no_income holds, said in a sentence."""
    makes_income = any(each.kind is AccountKind.INCOME and each.role not in GAINS_OF_EXCHANGE for each in named)
    for account in named:
        if makes_income and account.role in HELD_FOR_OTHERS:
            raise OthersMoneyIsNoIncome(code=account.code, name=account.name)


def _functional_amounts(lines: Sequence[ManualLine], functional_currency: str) -> list[int]:
    amounts = []
    for number, line in enumerate(lines, start=1):
        exponent(line.currency)
        if line.currency == functional_currency:
            if line.functional_minor not in (None, line.amount_minor):
                raise FunctionalAmountDiffers(number=number, currency=line.currency)
            amounts.append(line.amount_minor)
        elif line.functional_minor is None:
            raise FunctionalAmountMissing(
                number=number, currency=line.currency, functional_currency=functional_currency
            )
        else:
            amounts.append(line.functional_minor)
    return amounts


def _refuse_imbalance(lines: Sequence[ManualLine], functional: Sequence[int], functional_currency: str) -> None:
    if len(lines) < 2:
        raise TooFewLines(count=len(lines))
    differences: dict[str, int] = defaultdict(int)
    for number, (line, value) in enumerate(zip(lines, functional, strict=True), start=1):
        if line.amount_minor == 0 and value == 0:
            raise LineWithoutAmount(number=number, code=line.account_code)
        differences[line.currency] += line.amount_minor
    for currency, difference in differences.items():
        if difference:
            raise EntryDoesNotBalance(currency=currency, difference=Money(difference, currency))
    if sum(functional):
        raise EntryDoesNotBalance(currency=functional_currency, difference=Money(sum(functional), functional_currency))
