"""Keep what of debts is being collected, until the bank or the gateway has answered."""

from collections.abc import Sequence
from datetime import date

from openbill.foundation.context import Context
from openbill.payments.errors import CollectedAlready
from openbill.payments.models import MoneyUnderWay
from openbill.payments.types import SentOff, Way
from openbill.receivables.models import OpenItem


def note_under_way(sent: Sequence[SentOff], *, today: date, context: Context) -> None:
    """Inside the running command, with the debts locked.

    A debt is collected by one debit or one saved method at a time; what its payer sends by a gateway may come beside
    it. What nobody waits for any more stands in no way. What is noted, and is not over, stays as it is. Raises
    CollectedAlready.
    """
    live = MoneyUnderWay.objects.filter(
        organization_id=context.organization_id, item_id__in={each.item_id for each in sent}, is_live=True
    )
    live.filter(until_date__lt=today).update(is_live=False)
    ours = {each.item_id for each in sent if each.way is not Way.PAYER}
    others = live.filter(item_id__in=ours).exclude(way=Way.PAYER.value)
    taken = others.exclude(source_id__in={each.source_id for each in sent}).order_by("item_id").first()
    if taken is not None:
        item = OpenItem.objects.get(organization_id=context.organization_id, id=taken.item_id)
        raise CollectedAlready(number=item.document_number)
    of_sources = live.filter(source_id__in={each.source_id for each in sent})
    known = set(of_sources.values_list("source_id", "item_id"))
    MoneyUnderWay.objects.bulk_create(
        [
            MoneyUnderWay(
                organization_id=context.organization_id,
                item_id=each.item_id,
                way=each.way.value,
                source_id=each.source_id,
                amount_minor=each.amount.minor_units,
                until_date=each.until_date,
            )
            for each in sent
            if (each.source_id, each.item_id) not in known
        ],
        batch_size=1_000,
    )
