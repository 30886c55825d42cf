"""Number a customer that nobody has numbered."""

from openbill.customers.models import Customer
from openbill.foundation.context import Context
from openbill.foundation.numbering import document_number, take_numbers
from openbill.organizations.queries.legal_entities import default_legal_entity_id

SERIES = "C"


def next_customer_number(*, context: Context) -> str:
    """The next free number of the organization's series: C-000001.

    Customers belong to no legal entity, so the series is the default one's. Numbers that customers brought
    along are passed over, in growing strides, so that a long run of them does not take long.
    """
    legal_entity_id = default_legal_entity_id(context.organization_id)
    stride = 1
    while True:
        taken = take_numbers(legal_entity_id=legal_entity_id, series=SERIES, count=stride, context=context)
        numbers = [document_number(SERIES, number) for number in taken]
        in_use = set(
            Customer.objects.filter(organization_id=context.organization_id, number__in=numbers).values_list(
                "number", flat=True
            )
        )
        free = next((number for number in numbers if number not in in_use), None)
        if free is not None:
            return free
        stride = min(2 * stride, 1_000)
