"""Add payment terms, and give them to customers."""

from datetime import date
from uuid import UUID

from openbill.customers.errors import CustomerUnknown
from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.invoicing.errors import TermsExist, TermsUnknown
from openbill.invoicing.models import CustomerTerms, TermsVersion
from openbill.invoicing.policies.checked_terms import checked_terms
from openbill.invoicing.types import PaymentTerms


@command(permission="invoicing.manage")
def add_payment_terms(*, terms: PaymentTerms, context: Context) -> UUID:
    """Add payment terms under a code. Raises TermsImpossible and TermsExist."""
    checked_terms(terms)
    if TermsVersion.objects.filter(organization_id=context.organization_id, code=terms.code).exists():
        raise TermsExist(code=terms.code)
    version = TermsVersion(
        organization_id=context.organization_id,
        code=terms.code,
        definition=as_json(terms),
        command_id=context.running_command_id,
    )
    version.save(force_insert=True)
    return version.id


@command(permission="invoicing.manage")
def set_customer_terms(*, customer_id: UUID, terms: str, valid_from: date, context: Context) -> None:
    """Give a customer payment terms from a day on: those that hold on a document's date count.

    Raises CustomerUnknown and TermsUnknown.
    """
    if not Customer.objects.filter(organization_id=context.organization_id, id=customer_id).exists():
        raise CustomerUnknown(customer=customer_id)
    version = TermsVersion.objects.filter(organization_id=context.organization_id, code=terms).first()
    if version is None:
        raise TermsUnknown(code=terms)
    CustomerTerms.objects.update_or_create(
        organization_id=context.organization_id,
        customer_id=customer_id,
        valid_from=valid_from,
        defaults={"terms_id": version.id, "command_id": context.running_command_id},
    )
