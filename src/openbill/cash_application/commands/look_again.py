"""Have open lines looked at again of which more is known now."""

from uuid import UUID

from django.db.models import QuerySet

from openbill.cash_application.models import LinePosting, LineToDo
from openbill.foundation.context import Context


def look_again(lines: QuerySet[LineToDo], *, context: Context) -> set[UUID]:
    """Inside the running command; the bank accounts of those that will be looked at.

    What a person took back is left to people: what was wrong once is not posted by itself again.
    """
    undone = LinePosting.objects.filter(organization_id=context.organization_id, undone_at__isnull=False)
    again = lines.filter(is_matched=True).exclude(line_id__in=undone.values("line_id"))
    account_ids = set(again.values_list("bank_account_id", flat=True))
    again.update(is_matched=False)
    return account_ids
