"""Statements of account as sheets, ready to be rendered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.documents.queries.senders import Sender, senders
from openbill.documents.types import AgePart, OpenItems, OpenRow, PaymentDetails, StatementSheet
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.age_bucket import age_buckets, bucket_of
from openbill.receivables.policies.kind_words import kind_words
from openbill.receivables.queries.addressees import Addressee, addressee
from openbill.receivables.queries.aging import AgedItem, aged_items


def statement_sheets(customer_id: UUID, as_of: date) -> list[StatementSheet]:
    """What a customer owes at the end of a day, a sheet per legal entity with something open, a part per currency.

    In the customer's language. Where one currency is open the sheet says how to pay its total. Raises CustomerUnknown.
    """
    who = addressee(customer_id)
    items = list(aged_items(current_organization_id(), as_of, customer_id=customer_id))
    facts = OpenItem.objects.filter(organization_id=current_organization_id(), id__in=[item.item_id for item in items])
    known = {row[0]: row[1:] for row in facts.values_list("id", "legal_entity_id", "amount_minor")}
    by_entity: dict[UUID, list[AgedItem]] = defaultdict(list)
    for item in items:
        by_entity[known[item.item_id][0]].append(item)
    amounts = {item_id: amount for item_id, (_, amount) in known.items()}
    by_id = senders()
    return [_sheet(by_id[entity_id], who, of_entity, amounts, as_of) for entity_id, of_entity in by_entity.items()]


def _sheet(
    sender: Sender, who: Addressee, items: Sequence[AgedItem], amounts: dict[UUID, int], as_of: date
) -> StatementSheet:
    language = who.language or "en"
    parts = tuple(
        _part([item for item in items if item.currency == currency], amounts, language)
        for currency in sorted({item.currency for item in items})
    )
    return StatementSheet(
        language=language,
        seller=sender.seller(language),
        customer=who.recipient(home_country=sender.entity.country, language=language),
        as_of_date=as_of,
        parts=parts,
        payment=_payment(sender, who, parts),
    )


def _payment(sender: Sender, who: Addressee, parts: Sequence[OpenItems]) -> PaymentDetails | None:
    owed = [part for part in parts if part.total_minor > 0]
    if len(owed) != 1:
        return None
    return sender.payment(who.number, Money(owed[0].total_minor, owed[0].currency))


def _part(items: Sequence[AgedItem], amounts: dict[UUID, int], language: str) -> OpenItems:
    debts = [item for item in items if item.side == "debit"]
    unapplied = -sum(item.open_minor for item in items if item.side == "credit")
    return OpenItems(
        currency=items[0].currency,
        rows=tuple(_row(item, amounts[item.item_id], language) for item in items),
        total_minor=sum(item.open_minor for item in debts) + unapplied,
        ages=_ages(debts),
        unapplied_minor=unapplied,
    )


def _row(item: AgedItem, amount_minor: int, language: str) -> OpenRow:
    is_debt = item.side == "debit"
    sign = 1 if is_debt else -1
    return OpenRow(
        description=kind_words(item.kind, language),
        document_number=item.document_number,
        document_date=item.document_date,
        due_date=item.due_date if is_debt else None,
        amount_minor=sign * amount_minor,
        open_minor=sign * item.open_minor,
        days_late=max(0, item.days_past_due) if is_debt else 0,
    )


def _ages(debts: Sequence[AgedItem]) -> tuple[AgePart, ...]:
    sums: dict[str, int] = defaultdict(int)
    for debt in debts:
        sums[bucket_of(debt.days_past_due)] += debt.open_minor
    late = (
        AgePart(first_day=bucket.first_day, last_day=bucket.last_day, amount_minor=sums[bucket.label])
        for bucket in age_buckets()
    )
    return (AgePart(first_day=None, last_day=None, amount_minor=sums["not_due"]), *late)
