"""What is known of those who may have sent receipts, loaded for all of them in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from rapidfuzz.fuzz import ratio

from openbill.cash_application.policies.find_solutions import MOST_DEBTS, Debt
from openbill.cash_application.policies.match_line import MOST_CANDIDATES, SURE_ENOUGH_OF_A_NAME, Receipt
from openbill.cash_application.policies.name_key import name_key
from openbill.cash_application.policies.reference_tokens import (
    read_alike,
    receipt_tokens,
)
from openbill.cash_application.queries.matching_rules import Leeway, leeway_in
from openbill.cash_application.queries.receipts import IS_NAMED_BY_PAYERS
from openbill.customers.policies.normalised_name import normalised_name
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

FEWEST_LETTERS = 20
"""A name is compared with the beginning of another as long as itself, or with so many letters at least."""

LEAST_LIKE = 0.7
"""Names that are less like each other are other names."""

MOST_COMPARED = 400
"""So many customers whose names begin alike are compared with a payer's."""

Places = dict[str, list[tuple[UUID, int]]]


@dataclass(frozen=True, slots=True)
class _Account:
    """The debts and credits of one customer by due date, with their numbers as printed and as compared."""

    debts: Sequence[Debt]
    printed: Sequence[str]
    normal: Sequence[str]
    alike: Sequence[str]


class KnownOfReceipts:
    """Answers the matching from what was loaded; customers are those under whose name a debt is shown."""

    def __init__(
        self,
        accounts: Mapping[UUID, _Account],
        *,
        settled: Set[str],
        payers: Mapping[str, Sequence[tuple[UUID, float]]],
        by_number: Mapping[str, Sequence[UUID]],
        named: Mapping[str, Sequence[tuple[UUID, float]]],
        leeway: Leeway,
    ) -> None:
        self._accounts = dict(accounts)
        self._settled, self._payers, self._by_number, self._named = settled, payers, by_number, named
        self._leeway = leeway
        self._numbered: Places = defaultdict(list)
        self._alike: Places = defaultdict(list)
        for customer, account in self._accounts.items():
            self._tell_numbers(customer, account)

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
        return account.debts if account else ()

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
        for numbers, places in ((account.normal, self._numbered), (account.alike, self._alike)):
            for number in numbers:
                places[number] = [each for each in places[number] if each[0] != customer]
        kept = [place for place, debt in enumerate(account.debts) if debt.key not in items]
        left = _Account(
            [account.debts[place] for place in kept],
            *([column[place] for place in kept] for column in (account.printed, account.normal, account.alike)),
        )
        self._accounts[customer] = left
        self._tell_numbers(customer, left)

    def _tell_numbers(self, customer: UUID, account: _Account) -> None:
        for place, debt in enumerate(account.debts):
            self._numbered[account.normal[place]].append((customer, place))
            if debt.open > 0:
                self._alike[account.alike[place]].append((customer, place))


def known_of_receipts(
    receipts: Sequence[Receipt], *, legal_entity_id: UUID, currency: str, today: date
) -> KnownOfReceipts:
    """Load what the matching may ask about receipts on an account of a legal entity; discounts are those of `today`."""
    where = {"organization": current_organization_id(), "entity": legal_entity_id, "currency": currency}
    told = [receipt_tokens(receipt.text, receipt.structured) for receipt in receipts]
    tokens = set().union(*told)
    open_of, settled = _numbered(tokens, where)
    payers = _payers({receipt.payer_account for receipt in receipts} - {""}, where)
    by_number = _customers_numbered(tokens, where)
    # Names are looked for where the matching asks for them: they cost most.
    unclear = {
        receipt.payer_name
        for receipt, its in zip(receipts, told, strict=True)
        if its & settled or len(_meant(receipt, its, open_of, payers, by_number)) != 1
    }
    named = _customers_named(unclear - {""}, where)
    customers = {customer for found in open_of.values() for customer in found} | _read_alike(tokens, where)
    customers |= {customer for found in payers.values() for customer, _ in found}
    customers |= {customer for found in by_number.values() for customer in found}
    customers |= {each for found in named.values() for each, likeness in found if likeness >= SURE_ENOUGH_OF_A_NAME}
    accounts = _accounts(customers, where, today)
    return KnownOfReceipts(
        accounts, settled=settled, payers=payers, by_number=by_number, named=named, leeway=leeway_in(currency)
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
        FROM open_item item
        JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND item.normal_number = ANY(%(tokens)s)
          AND item.legal_entity_id = %(entity)s AND item.currency = %(currency)s
          AND {IS_NAMED_BY_PAYERS}
        """,
        {**where, "tokens": list(tokens)},
    )
    open_of: dict[str, set[UUID]] = defaultdict(set)
    for number, customer, is_open in rows:
        if is_open:
            open_of[number].add(customer)
    return dict(open_of), {number for number, _, _ in rows} - open_of.keys()


def _read_alike(tokens: Iterable[str], where: Mapping[str, Any]) -> set[UUID]:
    rows = _rows(
        f"""
        SELECT DISTINCT {shown_as("customer")}
        FROM open_item item
        JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND item.read_alike = ANY(%(alike)s)
          AND item.side = 'debit' AND item.open_minor > 0
          AND item.legal_entity_id = %(entity)s AND item.currency = %(currency)s
        """,
        {**where, "alike": list({read_alike(token) for token in tokens})},
    )
    return {customer for (customer,) in rows}


def _payers(accounts: Collection[str], where: Mapping[str, Any]) -> dict[str, list[tuple[UUID, float]]]:
    """By the account for whom it paid, and in which share of the cases."""
    rows = _rows(
        f"""
        SELECT payer.account, {shown_as("customer")}, sum(payer.confirmed)::integer, sum(payer.corrected)::integer
        FROM payer_account payer
        JOIN customer ON customer.organization_id = payer.organization_id AND customer.id = payer.customer_id
        WHERE payer.organization_id = %(organization)s AND payer.account = ANY(%(accounts)s)
        GROUP BY 1, 2
        """,
        {**where, "accounts": list(accounts)},
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
        SELECT customer.normal_number, {shown_as("customer")} FROM customer
        WHERE customer.organization_id = %(organization)s AND customer.normal_number = ANY(%(tokens)s)
        UNION
        SELECT normal_number(external.external_id), {shown_as("customer")}
        FROM customer_external_id external
        JOIN customer ON customer.organization_id = external.organization_id AND customer.id = external.customer_id
        WHERE external.organization_id = %(organization)s AND external.external_id = ANY(%(tokens)s)
        """,
        {**where, "tokens": list(tokens)},
    ):
        found[number].append(customer)
    return found


def _customers_named(names: Collection[str], where: Mapping[str, Any]) -> dict[str, list[tuple[UUID, float]]]:
    """By the name of a payer who is called like it, and how like, the best first; the beginnings sound alike.

    Where somebody is called just so, others who are only called like it are not asked for.
    """
    written = {name: normalised_name(name) for name in names}
    found: dict[str, dict[UUID, float]] = defaultdict(dict)
    for name, customer in _called(written, where):
        found[name][customer] = 1.0
    others = [name for name in names if name not in found]
    for name, other, customer in _sounding_alike({name: written[name] for name in others}, where):
        key = name_key(name)
        alike = ratio(key, name_key(other)[: max(len(key), FEWEST_LETTERS)]) / 100
        if alike >= LEAST_LIKE:
            found[name][customer] = max(alike, found[name].get(customer, 0.0))
    return {name: sorted(each.items(), key=lambda pair: -pair[1])[:MOST_CANDIDATES] for name, each in found.items()}


def _called(written: Mapping[str, str], where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return _rows(
        f"""
        SELECT wanted.name, {shown_as("customer")}
        FROM unnest(%(names)s::text[], %(normalised)s::text[]) AS wanted (name, normalised)
        JOIN customer ON customer.organization_id = %(organization)s AND customer.search_name = wanted.normalised
        WHERE wanted.normalised <> '' ORDER BY wanted.name, customer.id
        """,
        {**where, "names": list(written), "normalised": list(written.values())},
    )


def _sounding_alike(written: Mapping[str, str], where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return _rows(
        f"""
        SELECT wanted.name, customer.name, {shown_as("customer")}
        FROM unnest(%(names)s::text[], %(normalised)s::text[]) AS wanted (name, normalised)
        CROSS JOIN LATERAL (
            SELECT id, name, merged_into_id FROM customer
            WHERE organization_id = %(organization)s AND search_beginning = beginning_of(wanted.normalised)
            LIMIT {MOST_COMPARED}
        ) AS customer
        """,
        {**where, "names": list(written), "normalised": list(written.values())},
    )


def _accounts(customers: Collection[UUID], where: Mapping[str, Any], today: date) -> dict[UUID, _Account]:
    rows = _rows(
        f"""
        SELECT customer.id, item.id, CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END,
               item.due_date, item.document_number, item.normal_number, item.read_alike,
               coalesce(offer.earned, 0), coalesce(offer.lapsed, 0)
        FROM unnest(%(customers)s::uuid[]) AS wanted (id)
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = wanted.id
        JOIN customer own ON own.organization_id = %(organization)s
                         AND (own.id = customer.id OR own.merged_into_id = customer.id)
        JOIN LATERAL (
            SELECT * FROM open_item
            WHERE organization_id = %(organization)s AND customer_id = own.id AND open_minor > 0
              AND legal_entity_id = %(entity)s AND currency = %(currency)s
              AND kind NOT IN ('external_use', 'refund')
            ORDER BY due_date, id LIMIT {MOST_DEBTS}
        ) AS item ON true
        LEFT JOIN LATERAL (
            SELECT max(amount_minor) FILTER (WHERE last_date >= %(today)s) AS earned,
                   max(amount_minor) FILTER (WHERE last_date < %(today)s) AS lapsed
            FROM discount_offer
            WHERE organization_id = %(organization)s AND item_id = item.id
              AND NOT EXISTS (
                  SELECT FROM discount_taken taken
                  WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = item.id)
        ) AS offer ON item.side = 'debit'
        ORDER BY customer.id, item.due_date, item.id
        """,
        {**where, "customers": identifier_array(customers), "today": today},
    )
    parts: dict[UUID, tuple[list[Debt], list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], [], []))
    for customer, item_id, open_minor, due, printed, normal, alike, earned, lapsed in rows:
        debts, *numbers = parts[customer]
        # Of two offers the one that still holds; what is too late counts where none does.
        debts.append(Debt(item_id, open_minor, due.toordinal(), min(earned, abs(open_minor)), 0 if earned else lapsed))
        for known, number in zip(numbers, (printed, normal, alike), strict=True):
            known.append(number)
    return {customer: _Account(*each) for customer, each in parts.items()}
