"""The tables of payments."""

from openbill.payments.models.money_under_way import MoneyUnderWay
from openbill.payments.models.payment import Payment
from openbill.payments.models.refund_request import RefundRequest
from openbill.payments.models.withheld_tax import TaxCertificate, WithheldTax

__all__ = ["MoneyUnderWay", "Payment", "RefundRequest", "TaxCertificate", "WithheldTax"]
