"""What was known: an answer for a sealed instant is the same for ever, whatever is learned later or committed late."""

import json
import threading
from datetime import date
from uuid import UUID

from django.db import connection
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.threads import InTheBackground

from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.ensure_customers import CUSTOMER_COLUMNS, ensure_customers
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_parent import set_parent
from openbill.customers.commands.update_customers import update_customers
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.foundation.clock import now
from openbill.foundation.command import command
from openbill.foundation.command_log.seal import seal_commands, sequence_known_at
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.queries.aged_balances import AgingBy
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.customers_as_known import group_roots
from openbill.receivables.queries.known_at import Knowledge, knowledge_at

END_OF_MARCH = date(2026, 3, 31)

_at_the_gate = threading.Event()
_may_go_on = threading.Event()


@command(permission="receivables.allocate")
def allocate_slowly(*, credit_item_id: UUID, context: Context) -> None:
    """Settle, and then keep the transaction open until the test lets it go on."""
    allocate_credit(credit_item_id=credit_item_id, context=context)
    _at_the_gate.set()
    assert _may_go_on.wait(30)


def sealed(firm: AnOrganization) -> int:
    """Seal everything and give the number of the last command that is known now."""
    seal_commands(firm.id)
    with scope(firm.id):
        return sequence_known_at(firm.id, now())


def figures(firm: AnOrganization, as_of: date = END_OF_MARCH, known: int | None = None) -> dict[UUID, tuple[int, ...]]:
    with scope(firm.id):
        return {row.id: row.amounts_minor for row in aging(firm.id, as_of, known_sequence=known).rows}


def bank(firm: AnOrganization, known: int | None = None) -> int:
    with scope(firm.id):
        rows = trial_balance(firm.legal_entity_id, END_OF_MARCH, known_at_sequence=known).rows
    return sum(row.balance_minor for row in rows if row.role == "cash_clearing")


def test_a_payment_with_an_older_date_changes_that_day_but_not_what_was_known_of_it() -> None:
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    before = sealed(firm)
    assert figures(firm) == {anna: (0, 0, 0, 100_00, 0, 0)}

    payment = a_credit(firm, anna, "40.00", on="2026-02-10")
    after_payment = sealed(firm)
    allocate_credit(credit_item_id=payment, context=firm.context())
    after = sealed(firm)

    assert figures(firm) == {anna: (0, 0, 0, 60_00, 0, 0)}
    assert figures(firm, known=before) == {anna: (0, 0, 0, 100_00, 0, 0)}
    assert figures(firm, known=after_payment) == {anna: (-40_00, 0, 0, 100_00, 0, 0)}
    assert figures(firm, known=after) == {anna: (0, 0, 0, 60_00, 0, 0)}
    assert figures(firm, date(2026, 2, 9)) == {anna: (0, 0, 100_00, 0, 0, 0)}
    assert (bank(firm), bank(firm, before), bank(firm, after)) == (40_00, 0, 40_00)


def test_an_undoing_is_not_known_before_it_was_done() -> None:
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    payment = a_credit(firm, anna, "100.00", on="2026-02-10")
    (used,) = allocate_credit(credit_item_id=payment, context=firm.context()).allocation_ids
    settled = sealed(firm)
    assert figures(firm) == {}

    undo_allocation(allocation_id=used, context=firm.context())

    assert figures(firm) == {anna: (-100_00, 0, 0, 100_00, 0, 0)}
    assert figures(firm, known=settled) == {}


def test_an_undoing_after_the_month_was_closed_leaves_the_closed_month_as_it_was() -> None:
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    payment = a_credit(firm, anna, "100.00", on="2026-02-10")
    (used,) = allocate_credit(credit_item_id=payment, context=firm.context()).allocation_ids
    for month in (1, 2, 3):
        close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, month, 1), context=firm.context())

    undo_allocation(allocation_id=used, context=firm.context())

    assert figures(firm) == {}
    assert figures(firm, date(2026, 4, 1)) == {anna: (-100_00, 0, 0, 100_00, 0, 0)}


def test_a_slow_command_that_commits_after_a_later_one_does_not_change_an_answer_that_was_given() -> None:
    firm = an_organization()
    anna, bert = a_customer(firm, "Anna"), a_customer(firm, "Bert")
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    payment = a_credit(firm, anna, "40.00", on="2026-02-10")
    _at_the_gate.clear()
    _may_go_on.clear()
    slow = InTheBackground(lambda: allocate_slowly(credit_item_id=payment, context=firm.context()))
    assert _at_the_gate.wait(30)

    try:
        # The fast one begins later, ends earlier, and is sealed while the slow one is still under way.
        a_debit(firm, bert, "7.00", on="2026-03-01", due="2026-03-01")
        seal_commands(firm.id)
        asked_at = now()
        with scope(firm.id):
            known = knowledge_at(firm.id, asked_at)
        given = figures(firm, known=known.sequence)
        assert given == {anna: (-40_00, 0, 0, 100_00, 0, 0), bert: (0, 0, 7_00, 0, 0, 0)}
    finally:
        _may_go_on.set()
    slow.finish()
    seal_commands(firm.id)

    with scope(firm.id):
        assert knowledge_at(firm.id, asked_at) == Knowledge(known.sequence, is_provisional=False)
        assert list(broken_links(firm.id)) == []
    assert figures(firm, known=known.sequence) == given
    assert figures(firm) == {anna: (0, 0, 0, 60_00, 0, 0), bert: (0, 0, 7_00, 0, 0, 0)}


def test_an_instant_past_the_last_seal_is_answered_provisionally() -> None:
    firm = an_organization()
    with scope(firm.id):
        assert knowledge_at(firm.id, now()) == Knowledge(0, is_provisional=True)
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    between = now()
    last = sealed(firm)
    with scope(firm.id):
        assert knowledge_at(firm.id, between) == Knowledge(0, is_provisional=False)
        assert knowledge_at(firm.id, now()) == Knowledge(last, is_provisional=True)

    a_debit(firm, anna, "1.00", on="2026-01-01", due="2026-01-31")
    asked_at = now()
    with scope(firm.id):
        assert knowledge_at(firm.id, asked_at) == Knowledge(last, is_provisional=True)
    # What was not sealed by then will never have been known by then.
    sealed(firm)
    with scope(firm.id):
        assert knowledge_at(firm.id, asked_at) == Knowledge(last, is_provisional=False)


def test_a_changed_due_date_is_dated_and_not_known_before_it_was_changed() -> None:
    firm = an_organization()
    anna = a_customer(firm)
    debt = a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    original = sealed(firm)
    extend_due_date(
        item_id=debt, due_date=date(2026, 4, 30), reason="Agreed.", on=date(2026, 3, 15), context=firm.context()
    )
    extended = sealed(firm)
    extend_due_date(
        item_id=debt, due_date=date(2026, 3, 20), reason="Shortened.", on=date(2026, 3, 15), context=firm.context()
    )
    shortened = sealed(firm)

    not_due, days_1_to_30, days_31_to_60 = ((0, *[0] * n, 100_00, *[0] * (4 - n)) for n in range(3))
    for known, end_of_march in ((original, days_31_to_60), (extended, not_due), (shortened, days_1_to_30)):
        assert figures(firm, known=known) == {anna: end_of_march}
        # Before the change took effect the item was 42 days late, however much is known.
        assert figures(firm, date(2026, 3, 14), known=known) == {anna: days_31_to_60}
    assert figures(firm) == {anna: days_1_to_30}
    assert figures(firm, date(2026, 3, 14)) == {anna: days_31_to_60}


def test_merged_customers_stand_under_the_names_that_they_had_then() -> None:
    firm = an_organization()
    anna, bert, carl = (a_customer(firm, name) for name in ("Anna", "Bert", "Carl"))
    for customer, amount in ((anna, "1.00"), (bert, "20.00"), (carl, "300.00")):
        a_debit(firm, customer, amount, on="2026-01-01", due="2026-01-31")
    apart = sealed(firm)
    merge_customers(customer_id=anna, into_customer_id=bert, context=firm.context())
    two = sealed(firm)
    merge_customers(customer_id=bert, into_customer_id=carl, context=firm.context())
    one = sealed(firm)

    def totals(known: int | None) -> dict[UUID, int]:
        return {customer: sum(amounts) for customer, amounts in figures(firm, known=known).items()}

    assert totals(apart) == {anna: 1_00, bert: 20_00, carl: 300_00}
    assert totals(two) == {bert: 21_00, carl: 300_00}
    assert totals(one) == totals(None) == {carl: 321_00}
    with scope(firm.id):
        (row,) = aging(firm.id, END_OF_MARCH, by=AgingBy.GROUP).rows
        (entity,) = aging(firm.id, END_OF_MARCH, by=AgingBy.LEGAL_ENTITY, known_sequence=apart).rows
    assert (row.id, row.total_minor, entity.total_minor) == (carl, 321_00, 321_00)


def by_group(firm: AnOrganization, known: int | None = None) -> dict[UUID, int]:
    with scope(firm.id):
        rows = aging(firm.id, END_OF_MARCH, by=AgingBy.GROUP, known_sequence=known).rows
    return {row.id: row.total_minor for row in rows}


def test_groups_are_shown_as_they_were_known() -> None:
    firm = an_organization()
    anna, bert, carl, dora = (a_customer(firm, name) for name in ("Anna", "Bert", "Carl", "Dora"))
    for customer, amount in ((anna, "1.00"), (bert, "20.00"), (carl, "300.00"), (dora, "4000.00")):
        a_debit(firm, customer, amount, on="2026-01-01", due="2026-01-31")

    known, expected = [], []

    def is_known(**groups: int) -> None:
        names = {"anna": anna, "bert": bert, "carl": carl, "dora": dora}
        known.append(sealed(firm))
        expected.append({names[name]: amount for name, amount in groups.items()})

    is_known(anna=1_00, bert=20_00, carl=300_00, dora=4000_00)
    set_parent(customer_id=anna, parent_id=bert, context=firm.context())
    is_known(bert=21_00, carl=300_00, dora=4000_00)
    set_parent(customer_id=bert, parent_id=carl, context=firm.context())
    is_known(carl=321_00, dora=4000_00)
    set_parent(customer_id=anna, parent_id=dora, context=firm.context())
    is_known(carl=320_00, dora=4001_00)
    merge_customers(customer_id=carl, into_customer_id=dora, context=firm.context())
    is_known(dora=4321_00)
    set_parent(customer_id=bert, parent_id=None, context=firm.context())
    is_known(bert=20_00, dora=4301_00)

    assert [by_group(firm, at) for at in known] == expected
    assert by_group(firm) == expected[-1]


@command(permission="customers.manage")
def bring_in(*, rows: list[dict[str, str]], update: bool, context: Context) -> int:
    """Customers of a file, as an import brings them in or up to date."""
    act = update_customers if update else ensure_customers
    relation = f"(SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row ({CUSTOMER_COLUMNS}))"
    given = [{"customer_id": str(new_identifier()), **row} for row in rows]
    return act(relation, {"rows": json.dumps(given)}, context=context)


def test_every_way_by_which_a_parent_is_set_is_known_from_then_on() -> None:
    firm = an_organization()
    top = create_customer(name="Top", number="1", context=firm.context()).customer_id
    head = create_customer(name="Head", number="2", context=firm.context()).customer_id
    without = sealed(firm)
    made = create_customer(name="Made", number="3", parent_id=top, context=firm.context()).customer_id
    bring_in(rows=[{"number": "4", "parent_number": "1"}], update=False, context=firm.context())
    under_the_top = sealed(firm)
    bring_in(
        rows=[{"number": "3", "parent_number": "2"}, {"number": "4", "parent_number": "2"}],
        update=True,
        context=firm.context(),
    )
    under_the_head = sealed(firm)
    with scope(firm.id):
        brought_in = customer_by_number("4").id
    a_debit(firm, made, "1.00", on="2026-01-01")
    a_debit(firm, brought_in, "20.00", on="2026-01-01")
    everything = sealed(firm)

    def roots(known: int | None) -> dict[UUID, UUID]:
        with scope(firm.id), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT customer_id, root_id FROM {group_roots(known)} AS grouped",
                {"organization": firm.id, "known_sequence": known},
            )
            return dict(cursor.fetchall())

    assert roots(without) == {}
    assert roots(under_the_top) == {made: top, brought_in: top}
    assert roots(under_the_head) == roots(everything) == roots(None) == {made: head, brought_in: head}
    assert by_group(firm, everything) == by_group(firm) == {head: 21_00}


def test_two_who_set_a_parent_at_once_are_known_in_the_order_in_which_they_wrote() -> None:
    """The one that began first writes last: its word holds, now and at the seal that knows both."""
    firm = an_organization()
    child, first, second = (a_customer(firm, name) for name in ("Child", "First", "Second"))
    begun_first = firm.context()
    set_parent(customer_id=child, parent_id=second, context=firm.context())
    set_parent(customer_id=child, parent_id=first, context=begun_first)
    a_debit(firm, child, "1.00", on="2026-01-01")

    assert by_group(firm) == by_group(firm, sealed(firm)) == {first: 1_00}
