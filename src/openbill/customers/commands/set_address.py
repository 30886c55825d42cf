"""Say where a customer is written to."""

from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.errors import AddressBlank, PurposeUnknown
from openbill.customers.events import AddressWasSet
from openbill.customers.models import Address
from openbill.customers.types import PURPOSES
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.policies.country_code import country_code


@command(
    permission="customers.manage",
    personal=("name", "street", "postal_code", "city", "region", "country"),
    subject="customer_id",
)
def set_address(
    *,
    customer_id: UUID,
    purpose: str = "billing",
    name: str = "",
    street: str = "",
    postal_code: str = "",
    city: str = "",
    region: str = "",
    country: str = "",
    context: Context,
) -> None:
    """Set a customer's one address for a purpose, as a whole.

    What is not given is blank.

    Raises CustomerUnknown, CustomerIsMerged, PurposeUnknown, AddressBlank and CountryUnknown.
    """
    lock_customer(customer_id, context=context)
    if purpose not in PURPOSES:
        raise PurposeUnknown(purpose=purpose, known=", ".join(PURPOSES))
    if not (street.strip() or city.strip()):
        raise AddressBlank
    address, _ = Address.objects.update_or_create(
        organization_id=context.organization_id,
        customer_id=customer_id,
        purpose=purpose,
        defaults={
            "name": name.strip(),
            "street": street.strip(),
            "postal_code": postal_code.strip(),
            "city": city.strip(),
            "region": region.strip(),
            "country": country_code(country),
        },
    )
    publish(AddressWasSet(customer_id, address.id), context=context)
