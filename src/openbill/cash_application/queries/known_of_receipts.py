"""What is known of those who may have sent receipts, loaded for all of them in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.find_solutions import Debt
from openbill.cash_application.policies.match_line import MOST_CANDIDATES, SURE_ENOUGH_OF_A_NAME, Receipt
from openbill.cash_application.policies.reference_tokens import read_alike, receipt_tokens
from openbill.cash_application.queries.customers_named import customers_named
from openbill.cash_application.queries.matching_rules import Leeway, leeway_in
from openbill.cash_application.queries.open_accounts import OpenAccount, open_accounts
from openbill.cash_application.queries.receipts import IS_NAMED_BY_PAYERS
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.foundation.text_array import text_array

Places = dict[str, list[tuple[UUID, int]]]


class KnownOfReceipts:
    """Answers the matching from what was loaded; customers are those under whose name a debt is shown."""

    def __init__(
        self,
        accounts: Mapping[UUID, OpenAccount],
        *,
        told: Collection[UUID],
        tokens: Set[str],
        alike: Set[str],
        settled: Set[str],
        payers: Mapping[str, Sequence[tuple[UUID, float]]],
        by_number: Mapping[str, Sequence[UUID]],
        named: Mapping[str, Sequence[tuple[UUID, float]]],
        leeway: Leeway,
        today: date,
    ) -> None:
        self._accounts = accounts
        self._settled, self._payers, self._by_number, self._named = settled, payers, by_number, named
        self._leeway, self._today = leeway, today
        # Of the numbers of all debts only those are asked for that a receipt may name.
        self._tokens, self._tokens_alike = tokens, alike
        self._numbered: Places = defaultdict(list)
        self._alike: Places = defaultdict(list)
        for customer in told:
            self._tell_numbers(customer)

    def on(self, today: date) -> None:
        """From here on discounts are those of this day."""
        self._today = today

    def numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[tuple[UUID, int]]]:
        return {token: places for token in self._numbered.keys() & tokens if (places := self._numbered[token])}

    def read_like(self, alike: str) -> Sequence[tuple[UUID, int]]:
        return self._alike.get(alike, ())

    def settled(self, tokens: Set[str]) -> Set[str]:
        return self._settled & tokens

    def payers(self, account: str) -> Sequence[tuple[UUID, float]]:
        return self._payers.get(account, ())

    def customers_numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[UUID]]:
        return {token: self._by_number[token] for token in self._by_number.keys() & tokens}

    def customers_named(self, name: str) -> Sequence[tuple[UUID, float]]:
        return self._named.get(name, ())

    def debts_of(self, customer: UUID) -> Sequence[Debt]:
        account = self._accounts.get(customer)
        return account.debts(self._today.toordinal()) if account else ()

    def numbers_of(self, customer: UUID) -> Sequence[str]:
        account = self._accounts.get(customer)
        return account.normal if account else ()

    def printed_numbers_of(self, customer: UUID) -> Sequence[str]:
        """The numbers as they are printed, in the order of the debts."""
        account = self._accounts.get(customer)
        return account.printed if account else ()

    def leeway(self, customer: UUID, amount: int) -> int:
        return self._leeway.most(customer, amount)

    def difference(self, customer: UUID, amount: int) -> int:
        """Up to which difference nobody asks this customer."""
        return self._leeway.difference(customer, amount)

    def take_out(self, customer: UUID, items: Collection[Any]) -> None:
        """Leave debts out from here on: another receipt of the same round pays them."""
        account = self._accounts[customer]
        for number in self._tokens & set(account.normal):
            self._numbered[number] = [each for each in self._numbered[number] if each[0] != customer]
        for alike in self._tokens_alike & set(map(read_alike, account.normal)):
            self._alike[alike] = [each for each in self._alike[alike] if each[0] != customer]
        account.take_out(items)
        self._tell_numbers(customer)

    def _tell_numbers(self, customer: UUID) -> None:
        account = self._accounts[customer]
        for place, number in enumerate(account.normal):
            if number in self._tokens:
                self._numbered[number].append((customer, place))
            if (alike := read_alike(number)) in self._tokens_alike and self.debts_of(customer)[place].open > 0:
                self._alike[alike].append((customer, place))


def known_of_receipts(
    receipts: Sequence[Receipt], *, legal_entity_id: UUID, currency: str, today: date
) -> KnownOfReceipts:
    """Load what the matching may ask about receipts on an account of a legal entity; discounts are those of `today`.

    Each customer, and each item, is loaded once for all of them.
    """
    where = {"organization": current_organization_id(), "entity": legal_entity_id, "currency": currency}
    told = [receipt_tokens(receipt.text, receipt.structured) for receipt in receipts]
    tokens = set().union(*told)
    open_of, settled = _numbered(tokens, where)
    payers = _payers({receipt.payer_account for receipt in receipts} - {""}, where)
    by_number = _customers_numbered(tokens, where)
    # Names, and numbers that look alike, are looked for where the matching asks for them: they cost most.
    unclear = {
        receipt.payer_name
        for receipt, its in zip(receipts, told, strict=True)
        if its & settled or len(_meant(receipt, its, open_of, payers, by_number)) != 1
    }
    named = customers_named(unclear - {""})
    alike = {read_alike(token) for its in told if its & settled or not its & open_of.keys() for token in its}
    # Of everybody else no number stands in a receipt.
    told_by_number = {customer for found in open_of.values() for customer in found} | _read_alike(alike, where)
    customers = told_by_number | {customer for found in payers.values() for customer, _ in found}
    customers |= {customer for found in by_number.values() for customer in found}
    customers |= {each for found in named.values() for each, likeness in found if likeness >= SURE_ENOUGH_OF_A_NAME}
    accounts = open_accounts(customers, legal_entity_id=legal_entity_id, currency=currency)
    return KnownOfReceipts(
        accounts,
        told=told_by_number & accounts.keys(),
        tokens=tokens,
        alike=alike,
        settled=settled,
        payers=payers,
        by_number=by_number,
        named=named,
        leeway=leeway_in(currency),
        today=today,
    )


def _meant(
    receipt: Receipt,
    tokens: Set[str],
    open_of: Mapping[str, Set[UUID]],
    payers: Mapping[str, Sequence[tuple[UUID, float]]],
    by_number: Mapping[str, Sequence[UUID]],
) -> set[UUID]:
    """Whose open documents a receipt names, and who else it may be of; nobody where it names none."""
    named = {customer for token in open_of.keys() & tokens for customer in open_of[token]}
    if not named:
        return set()
    others = {customer for token in by_number.keys() & tokens for customer in by_number[token]}
    return named | others | {customer for customer, _ in payers.get(receipt.payer_account, ())}


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _numbered(tokens: Collection[str], where: Mapping[str, Any]) -> tuple[dict[str, set[UUID]], set[str]]:
    """By the numbers under which something is open who has it, and the numbers under which nothing is."""
    rows = _rows(
        f"""
        SELECT item.normal_number, {shown_as("customer")}, item.open_minor > 0
        FROM unnest(%(tokens)s::text[]) AS token (number)
        JOIN open_item item ON item.organization_id = %(organization)s AND item.normal_number = token.number
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.customer_id
        WHERE item.legal_entity_id = %(entity)s AND item.currency = %(currency)s
          AND {IS_NAMED_BY_PAYERS}
        """,
        {**where, "tokens": text_array(tokens)},
    )
    open_of: dict[str, set[UUID]] = defaultdict(set)
    for number, customer, is_open in rows:
        if is_open:
            open_of[number].add(customer)
    return dict(open_of), {number for number, _, _ in rows} - open_of.keys()


def _read_alike(alike: Iterable[str], where: Mapping[str, Any]) -> set[UUID]:
    rows = _rows(
        f"""
        SELECT DISTINCT {shown_as("customer")}
        FROM unnest(%(alike)s::text[]) AS token (number)
        JOIN open_item item ON item.organization_id = %(organization)s AND item.read_alike = token.number
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.customer_id
        WHERE item.side = 'debit' AND item.open_minor > 0
          AND item.legal_entity_id = %(entity)s AND item.currency = %(currency)s
        """,
        {**where, "alike": text_array(alike)},
    )
    return {customer for (customer,) in rows}


def _payers(accounts: Collection[str], where: Mapping[str, Any]) -> dict[str, list[tuple[UUID, float]]]:
    """By the account for whom it paid, and in which share of the cases."""
    rows = _rows(
        f"""
        SELECT payer.account, {shown_as("customer")}, sum(payer.confirmed)::integer, sum(payer.corrected)::integer
        FROM unnest(%(accounts)s::text[]) AS told (account)
        JOIN payer_account payer ON payer.organization_id = %(organization)s AND payer.account = told.account
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = payer.customer_id
        GROUP BY 1, 2
        """,
        {**where, "accounts": text_array(accounts)},
    )
    cases: dict[str, int] = defaultdict(int)
    for account, _, confirmed, corrected in rows:
        cases[account] += confirmed + corrected
    found: dict[str, list[tuple[UUID, float]]] = defaultdict(list)
    for account, customer, confirmed, _ in sorted(rows, key=lambda row: -row[2]):
        if confirmed and len(found[account]) < MOST_CANDIDATES:
            found[account].append((customer, confirmed / cases[account]))
    return dict(found)


def _customers_numbered(tokens: Collection[str], where: Mapping[str, Any]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for number, customer in _rows(
        f"""
        SELECT customer.normal_number, {shown_as("customer")}
        FROM unnest(%(tokens)s::text[]) AS token (number)
        JOIN customer ON customer.organization_id = %(organization)s AND customer.normal_number = token.number
        UNION
        SELECT normal_number(external.external_id), {shown_as("customer")}
        FROM unnest(%(tokens)s::text[]) AS token (number)
        JOIN customer_external_id external
          ON external.organization_id = %(organization)s AND external.external_id = token.number
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = external.customer_id
        """,
        {**where, "tokens": text_array(tokens)},
    ):
        found[number].append(customer)
    return found
