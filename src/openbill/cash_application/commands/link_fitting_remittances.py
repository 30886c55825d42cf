"""Link what payers wrote to the bank lines by which their money came, where nothing else fits."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from openbill.cash_application.commands.link_remittance import link_remittance
from openbill.cash_application.commands.look_again import look_again
from openbill.cash_application.models import LineToDo
from openbill.cash_application.queries.fitting_remittances import fitting_remittances
from openbill.foundation.command import command
from openbill.foundation.context import Context

MOST_LOOKED_AT = 5_000
"""So many of the latest lines that nobody has decided about are looked at when advices come after their money."""


def link_fitting_remittances(line_ids: Collection[UUID], *, context: Context) -> list[UUID]:
    """Link advices inside the running command, each that alone fits a line and fits no other one; to which lines."""
    fitting = fitting_remittances(line_ids)
    fits = Counter(each.remittance_id for found in fitting.values() for each in found)
    linked = []
    for line_id, found in fitting.items():
        if len(found) == 1 and fits[found[0].remittance_id] == 1:
            link_remittance(remittance_id=found[0].remittance_id, line_id=line_id, context=context)
            linked.append(line_id)
    return linked


@command(permission="cash_application.post")
def link_remittances_that_came_late(*, context: Context) -> list[UUID]:
    """Link waiting advices to lines that nobody has decided about, which are then looked at again; their accounts."""
    lines = LineToDo.objects.filter(organization_id=context.organization_id, amount_minor__gt=0)
    latest = lines.order_by("-booked_date", "-line_id").values_list("line_id", flat=True)[:MOST_LOOKED_AT]
    linked = link_fitting_remittances(list(latest), context=context)
    return sorted(look_again(lines.filter(line_id__in=linked), context=context))
