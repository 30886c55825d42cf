"""Change what is known of a customer."""

from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.errors import CustomerNumberTaken
from openbill.customers.events import CustomerWasChanged
from openbill.customers.models import Customer
from openbill.customers.policies.normalised_name import normalised_name
from openbill.customers.policies.possible_terms_days import possible_terms_days
from openbill.customers.types import UNCHANGED, Unchanged
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
def change_customer(
    *,
    customer_id: UUID,
    name: str | None = None,
    number: str | None = None,
    is_natural_person: bool | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    country: str | None = None,
    currency: str | None = None,
    vat_number: str | None = None,
    terms_days: int | Unchanged | None = UNCHANGED,
    salesperson_id: UUID | Unchanged | None = UNCHANGED,
    context: Context,
) -> None:
    """Change what is given of a customer; the rest stays as it is.

    Blank takes away; terms of None are the usual ones, a salesperson of None is nobody.

    Raises CustomerUnknown, CustomerIsMerged, NameMissing, CustomerNumberTaken, LanguageUnknown,
    TimeZoneUnknown, CountryUnknown, UnknownCurrency, TermsOutOfRange and MemberUnknown (the salesperson).
    """
    customer = lock_customer(customer_id, context=context)
    if currency:
        exponent(currency)
    given: dict[str, object] = {}
    if name is not None:
        given["name"] = required_text("name", name)
    if number is not None:
        given["number"] = required_text("number", number)
    if is_natural_person is not None:
        given["is_natural_person"] = is_natural_person
    if language is not None:
        given["language"] = language_tag(language)
    if time_zone is not None:
        given["time_zone"] = time_zone_name(time_zone)
    if country is not None:
        given["country"] = country_code(country)
    if currency is not None:
        given["currency"] = currency
    if vat_number is not None:
        given["vat_number"] = vat_number.strip()
    if not isinstance(terms_days, Unchanged):
        given["terms_days"] = possible_terms_days(terms_days)
    if not isinstance(salesperson_id, Unchanged):
        if salesperson_id is not None:
            require_member(salesperson_id, context=context)
        given["salesperson_id"] = salesperson_id

    changed = tuple(field for field, value in given.items() if getattr(customer, field) != value)
    if not changed:
        return
    for field in changed:
        setattr(customer, field, given[field])
    customer.search_name = normalised_name(customer.name)
    with refuse_by_constraint("customer_number_is_unique", CustomerNumberTaken(number=customer.number)):
        customer.save(update_fields=[*changed, "search_name"])
    if "salesperson_id" in changed:
        # What was merged into it is shown with it.
        Customer.objects.filter(organization_id=context.organization_id, merged_into_id=customer_id).update(
            salesperson_id=customer.salesperson_id
        )
    publish(CustomerWasChanged(customer_id, changed), context=context)
