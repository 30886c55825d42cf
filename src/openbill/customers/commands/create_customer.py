"""Add a customer."""

from uuid import UUID

from openbill.customers.commands.link_parents import link_parents
from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.commands.next_customer_number import next_customer_number
from openbill.customers.errors import CustomerNumberTaken
from openbill.customers.events import CustomerWasCreated
from openbill.customers.models import Customer
from openbill.customers.policies.normalised_name import normalised_name
from openbill.customers.policies.possible_terms_days import possible_terms_days
from openbill.customers.types import CustomerCreated
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.commands.require_member import require_member
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.language_tag import language_tag
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name
from openbill.primitives.currency import exponent


@command(permission="customers.manage", personal=("name", "vat_number"), subject="customer_id")
def create_customer(
    *,
    name: str,
    number: str = "",
    is_natural_person: bool = False,
    parent_id: UUID | None = None,
    language: str = "",
    time_zone: str = "",
    country: str = "",
    currency: str = "",
    vat_number: str = "",
    terms_days: int | None = None,
    salesperson_id: UUID | None = None,
    context: Context,
) -> CustomerCreated:
    """Add a customer, under the next number where none is given.

    Raises NameMissing, CustomerNumberTaken, CustomerUnknown (the parent), CustomerIsMerged, GroupTooDeep,
    LanguageUnknown, TimeZoneUnknown, CountryUnknown, UnknownCurrency, TermsOutOfRange and MemberUnknown (the
    salesperson).
    """
    name = required_text("name", name)
    if currency:
        exponent(currency)
    if parent_id is not None:
        lock_customer(parent_id, context=context)
    if salesperson_id is not None:
        require_member(salesperson_id, context=context)
    number = number.strip() or next_customer_number(context=context)
    with refuse_by_constraint("customer_number_is_unique", CustomerNumberTaken(number=number)):
        customer = Customer.objects.create(
            organization_id=context.organization_id,
            number=number,
            name=name,
            search_name=normalised_name(name),
            is_natural_person=is_natural_person,
            language=language_tag(language),
            time_zone=time_zone_name(time_zone),
            country=country_code(country),
            currency=currency,
            vat_number=vat_number.strip(),
            terms_days=possible_terms_days(terms_days),
            salesperson_id=salesperson_id,
            created_at=context.at,
            command_id=context.running_command_id,
        )
    if parent_id is not None:
        link_parents(
            "(SELECT %(customer)s::uuid AS customer_id, %(parent)s::uuid AS parent_id)",
            {"customer": customer.id, "parent": parent_id},
            context=context,
        )
    publish(CustomerWasCreated(customer.id), context=context)
    return CustomerCreated(customer.id, number)
