"""The rule by which a debt reaches a stage stands twice, as a policy and in SQL: both always say the same.

Hypothesis makes up strategies and batches of debts: our own and imported ones, promised and contested in part, with
notices behind them. What is asked for of them on some days is told here by the policy and in plain Python.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.withdraw_promise import withdraw_promise
from openbill.collections.models import Notice, NoticedItem
from openbill.collections.policies.next_stage import next_stage
from openbill.collections.queries.reminders_due import ASKED_KINDS, customers_to_remind, reminders_due
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import DueItem, Promised, Stage, Strategy, Tone
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import NewItem

EXAMPLES = 30
FIRST_DAY = date(2026, 1, 1)
CUT_OVER_DATE = date(2026, 1, 11)
"""What is imported and older came into the books on this day."""
ONE_DAY = timedelta(days=1)

ASKED_DAYS = 25
"""On so many days in a row it is asked what is due: the days on which a stage is reached are among them."""

days = st.integers(0, 30).map(lambda offset: FIRST_DAY + offset * ONE_DAY)


@dataclass(frozen=True)
class Said:
    """A notice of a debt, so many days from the due date: of the present one, or of one before in another cycle."""

    stage: int
    days: int
    is_withdrawn: bool
    is_of_this_due_date: bool


@dataclass(frozen=True)
class Debt:
    """A debt, or where `kind` says so a credit; promised and contested are so many hundredths of it."""

    customer: int
    is_imported: bool
    currency: str
    kind: str
    amount: int
    document_date: date
    terms_days: int
    contested_percent: int
    promised_percent: int
    said: tuple[Said, ...]

    @property
    def due_date(self) -> date:
        return self.document_date + self.terms_days * ONE_DAY

    @property
    def posting_date(self) -> date:
        return max(self.document_date, CUT_OVER_DATE) if self.is_imported else self.document_date

    @property
    def is_credit(self) -> bool:
        return self.kind in ("payment", "credit_note")

    @property
    def is_asked_for(self) -> bool:
        return self.kind in ASKED_KINDS

    @property
    def contested(self) -> int:
        return 0 if self.is_credit else self.amount * self.contested_percent // 100

    @property
    def promised(self) -> int:
        return 0 if self.is_credit else self.amount * self.promised_percent // 100


parts = st.sampled_from((0, 0, 0, 30, 60, 100))
notices = st.builds(
    Said,
    st.integers(1, 6),
    st.integers(-8, 20),
    st.sampled_from((False, False, False, True)),
    st.sampled_from((True, True, True, False)),
)
debts = st.builds(
    Debt,
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(("EUR", "EUR", "USD")),
    st.sampled_from((*["invoice"] * 6, "debit_note", "late_interest", "fee", "refund", "payment", "credit_note")),
    st.integers(1, 500_00),
    days,
    st.integers(-5, 20),
    parts,
    parts,
    st.lists(notices, max_size=3).map(tuple),
)


def a_strategy(offsets: Sequence[int]) -> Strategy:
    stages = tuple(Stage(number, f"{days} days", days, Tone.NEUTRAL) for number, days in enumerate(offsets, start=1))
    return Strategy("made up", "1", stages, 5, 365, 3)


strategies = st.just(built_in_strategy()) | st.lists(
    st.integers(-8, 15), min_size=1, max_size=6, unique=True
).map(sorted).map(a_strategy)  # fmt: skip


@dataclass(frozen=True)
class Firm:
    """A firm with books of its own and a company whose books another system keeps."""

    organization: AnOrganization
    mirror_id: UUID

    def entity_of(self, debt: Debt) -> UUID:
        return self.mirror_id if debt.is_imported else self.organization.legal_entity_id


@pytest.fixture(scope="module")
def firm() -> Firm:
    organization = an_organization("EUR")
    mirror = add_legal_entity(
        code="ERP", name="Beside an ERP", currency="EUR", books="mirror", cut_over_date=CUT_OVER_DATE,
        context=organization.context(),
    )  # fmt: skip
    return Firm(organization, mirror.legal_entity_id)


@dataclass
class Ledger:
    """The debts as they were recorded; of each the stages that went out for its due date, with their days."""

    firm: Firm
    customers: list[UUID]
    items: dict[UUID, Debt]
    is_promised: dict[tuple[UUID, UUID, str], bool]
    gone_out: dict[UUID, dict[int, date]]

    def payer_of(self, debt: Debt) -> tuple[UUID, UUID, str]:
        return self.customers[debt.customer], self.firm.entity_of(debt), debt.currency

    def last_of(self, item_id: UUID) -> tuple[int, date] | None:
        """The firmest stage that went out, and when."""
        gone_out = self.gone_out[item_id]
        return (max(gone_out), gone_out[max(gone_out)]) if gone_out else None


def recorded(firm: Firm, told: Sequence[Debt], stages: int, *, is_promise_withdrawn: bool) -> Ledger:
    """Record debts, contest and promise their parts, and note what went out, for customers of their own."""
    context = firm.organization.context()
    customers = [a_customer(firm.organization) for _ in range(3)]
    identifiers = record_items(
        items=[
            NewItem(
                customers[debt.customer], debt.kind, Money(debt.amount, debt.currency), debt.document_date,
                debt.due_date, firm.entity_of(debt), source="erp" if debt.is_imported else None,
                external_id=new_identifier().hex if debt.is_imported else None,
            )
            for debt in told
        ],
        context=context,
    )  # fmt: skip
    ledger = Ledger(firm, customers, dict(zip(identifiers, told, strict=True)), {}, defaultdict(dict))
    promised: dict[tuple[UUID, UUID, str], list[Promised]] = defaultdict(list)
    for item_id, debt in ledger.items.items():
        if debt.contested:
            contested = [Contested(item_id, Money(debt.contested, debt.currency))]
            open_dispute(contested=contested, reason=DisputeReason.QUALITY, context=context)
        if debt.promised:
            promised[ledger.payer_of(debt)].append(Promised(item_id, Money(debt.promised, debt.currency)))
    for payer, parts_of_payer in promised.items():
        promise = give_promise(promised=parts_of_payer, promised_date=FIRST_DAY, given_on=FIRST_DAY, context=context)
        ledger.is_promised[payer] = not is_promise_withdrawn
        if is_promise_withdrawn:
            withdraw_promise(promise_id=promise, context=context)
    note_what_was_said(ledger, stages)
    return ledger


def note_what_was_said(ledger: Ledger, stages: int) -> None:
    """Write the notices as `run_day` would have; each stage of a due date stands once."""
    organization_id = ledger.firm.organization.id
    with scope(organization_id):
        some = OpenItem.objects.get(organization_id=organization_id, id=next(iter(ledger.items)))
    notice = Notice(
        organization_id=organization_id, customer_id=ledger.customers[0],
        legal_entity_id=ledger.firm.organization.legal_entity_id, currency="EUR", on_date=FIRST_DAY, stage="-",
        strategy="-", strategy_version="-", total_minor=1, reason="-", command_id=some.command_id,
    )  # fmt: skip
    rows = []
    for item_id, debt in ledger.items.items():
        for said in debt.said if not debt.is_credit else ():
            stage = 1 + (said.stage - 1) % stages
            on = debt.due_date + said.days * ONE_DAY
            is_live = said.is_of_this_due_date and not said.is_withdrawn
            if is_live and stage in ledger.gone_out[item_id]:
                continue
            if is_live:
                ledger.gone_out[item_id][stage] = on
            cycle_date = debt.due_date if said.is_of_this_due_date else debt.due_date - len(rows) * ONE_DAY - ONE_DAY
            rows.append(
                NoticedItem(
                    organization_id=organization_id, notice_id=notice.id, item_id=item_id, cycle_date=cycle_date,
                    stage_number=stage, on_date=on, asked_minor=1, is_withdrawn=said.is_withdrawn,
                )
            )  # fmt: skip
    with scope(organization_id):
        notice.save(force_insert=True)
        NoticedItem.objects.bulk_create(rows)


@dataclass(frozen=True)
class Asked:
    """What is said of a debt: the stage that it reaches and the last one, and how much of it is asked for."""

    stage: int
    last_stage: int
    open: int
    contested: int
    promised: int
    unapplied: int
    asked: int


def expected(ledger: Ledger, strategy: Strategy, day: date) -> dict[UUID, Asked]:
    """Of each payer of whom one debt reaches a stage, all debts that fell or soon fall due."""
    ahead = max(0, *(-stage.offset_days for stage in strategy.stages))
    by_payer: dict[tuple[UUID, UUID, str], list[UUID]] = defaultdict(list)
    for item_id, debt in ledger.items.items():
        if debt.posting_date <= day:
            by_payer[ledger.payer_of(debt)].append(item_id)
    told: dict[UUID, Asked] = {}
    for items in by_payer.values():
        asked = dict(_of_payer(ledger, strategy, day, items, day + ahead * ONE_DAY))
        if any(each.stage for each in asked.values()):
            told.update(asked)
    return told


def _of_payer(
    ledger: Ledger, strategy: Strategy, day: date, items: Sequence[UUID], until: date
) -> Iterator[tuple[UUID, Asked]]:
    debts_of_payer = {item_id: ledger.items[item_id] for item_id in items}
    unapplied = left = sum(debt.amount for debt in debts_of_payer.values() if debt.is_credit)
    for item_id, debt in sorted(debts_of_payer.items(), key=lambda pair: (pair[1].due_date, pair[0])):
        if not debt.is_asked_for or debt.due_date > until:
            continue
        promised = debt.promised if ledger.is_promised.get(ledger.payer_of(debt)) else 0
        remindable = max(0, debt.amount - debt.contested - promised)
        covered = min(left, remindable)
        left -= covered
        last = ledger.last_of(item_id)
        stage = next_stage(
            strategy.stages, due_date=debt.due_date, document_date=debt.document_date, day=day, last=last
        )
        yield item_id, Asked(
            stage.number if stage else 0, last[0] if last else 0, debt.amount, debt.contested, promised, unapplied,
            remindable - covered,
        )  # fmt: skip


def found(due: Sequence[DueItem]) -> dict[UUID, Asked]:
    return {
        item.item_id: Asked(
            item.stage_number, item.last_stage, item.open_minor, item.disputed_minor, item.promised_minor,
            item.credits_minor, item.asked_minor,
        )
        for item in due
    }  # fmt: skip


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    strategies,
    st.lists(debts, min_size=4, max_size=16),
    st.booleans(),
    days,
)
def test_the_policy_and_the_statement_agree(
    firm: Firm, strategy: Strategy, told: list[Debt], is_promise_withdrawn: bool, first: date
):
    ledger = recorded(firm, told, len(strategy.stages), is_promise_withdrawn=is_promise_withdrawn)
    for day in (first + number * ONE_DAY for number in range(ASKED_DAYS)):
        with scope(firm.organization.id):
            due = reminders_due(strategy, day, ledger.customers)
            customers = customers_to_remind(strategy, day)
        wanted = expected(ledger, strategy, day)
        assert found(due) == wanted, day
        assert set(customers) & set(ledger.customers) == {
            ledger.customers[ledger.items[item_id].customer] for item_id in wanted
        }, day
