"""Add a company to the organization."""

from datetime import date

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.errors import BooksUnknown, LegalEntityCodeTaken
from openbill.organizations.events import LegalEntityWasAdded
from openbill.organizations.models import LegalEntity, Organization
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name
from openbill.organizations.types import BOOKS, LegalEntityAdded
from openbill.primitives.currency import exponent


@in_plain_text("code", "name", "vat_number")
@command(permission="organizations.manage")
def add_legal_entity(
    *,
    code: str,
    name: str,
    currency: str,
    country: str = "",
    time_zone: str = "",
    vat_number: str = "",
    books: str = "openbill",
    cut_over_date: date | None = None,
    context: Context,
) -> LegalEntityAdded:
    """Add a legal entity with its own currency, number series, periods and books.

    `books` is "openbill" or "mirror" (an ERP keeps them); nothing is posted before `cut_over_date`. Without
    a time zone the organization's counts.

    Raises NameMissing, UnseenCharacter, UnknownCurrency, CountryUnknown, TimeZoneUnknown, BooksUnknown and
    LegalEntityCodeTaken.
    """
    code, name = required_text("code", code), required_text("name", name)
    exponent(currency)
    if books not in BOOKS:
        raise BooksUnknown(books=books)
    with refuse_by_constraint("legal_entity_code_is_unique", LegalEntityCodeTaken(code=code)):
        entity = LegalEntity.objects.create(
            organization_id=context.organization_id,
            code=code,
            name=name,
            country=country_code(country),
            currency=currency,
            time_zone=time_zone_name(time_zone) or Organization.objects.get(id=context.organization_id).time_zone,
            vat_number=vat_number.strip(),
            books=books,
            cut_over_date=cut_over_date,
        )
    publish(LegalEntityWasAdded(entity.id), context=context)
    return LegalEntityAdded(entity.id)
