"""Add a way of taxing, and rates to it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.invoicing.errors import TaxCodeExists, TaxCodeUnknown, TaxRateExists, TaxRateImpossible
from openbill.invoicing.models import TaxCode, TaxCodeRate
from openbill.invoicing.policies.percentages import is_percentage
from openbill.invoicing.types import UNTAXED, TaxCategory


@command(permission="invoicing.manage")
def add_tax_code(
    *,
    code: str,
    label: str,
    category: TaxCategory,
    percent: Decimal,
    valid_from: date,
    note: str = "",
    context: Context,
) -> UUID:
    """Add a tax code with its first rate. Raises TaxCodeExists and TaxRateImpossible.

    `note` is printed on documents that use it: why no tax is charged, say.
    """
    if TaxCode.objects.filter(organization_id=context.organization_id, code=code).exists():
        raise TaxCodeExists(code=code)
    tax_code = TaxCode(
        organization_id=context.organization_id,
        code=code,
        label=label,
        category=category.value,
        note=note,
        command_id=context.running_command_id,
    )
    tax_code.save(force_insert=True)
    _add_rate(tax_code, percent, valid_from, context)
    return tax_code.id


@command(permission="invoicing.manage")
def add_tax_rate(*, code: str, percent: Decimal, valid_from: date, context: Context) -> None:
    """Give a tax code another rate from a day on. Raises TaxCodeUnknown, TaxRateExists and TaxRateImpossible."""
    codes = TaxCode.objects.filter(organization_id=context.organization_id)
    tax_code = codes.filter(code=code).first()
    if tax_code is None:
        raise TaxCodeUnknown(code=code, known=", ".join(sorted(codes.values_list("code", flat=True))) or "none")
    _add_rate(tax_code, percent, valid_from, context)


def _add_rate(tax_code: TaxCode, percent: Decimal, valid_from: date, context: Context) -> None:
    is_untaxed = TaxCategory(tax_code.category) in UNTAXED
    if not is_percentage(percent) or is_untaxed != (percent == 0):
        raise TaxRateImpossible(percent=percent, category=tax_code.category)
    rates = TaxCodeRate.objects.filter(organization_id=context.organization_id, tax_code_id=tax_code.id)
    if rates.filter(valid_from=valid_from).exists():
        raise TaxRateExists(code=tax_code.code, valid_from=valid_from)
    TaxCodeRate(
        organization_id=context.organization_id,
        tax_code_id=tax_code.id,
        valid_from=valid_from,
        percent=percent,
        command_id=context.running_command_id,
    ).save(force_insert=True)
