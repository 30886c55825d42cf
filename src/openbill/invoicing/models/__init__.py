"""The tables of invoicing."""

from openbill.invoicing.models.document_series import DocumentSeries
from openbill.invoicing.models.invoice import Invoice, InvoiceItem, InvoiceLine, InvoiceTax
from openbill.invoicing.models.invoice_file import InvoiceFile
from openbill.invoicing.models.payment_terms import CustomerTerms, TermsVersion
from openbill.invoicing.models.tax_code import TaxCode, TaxCodeRate

__all__ = [
    "CustomerTerms",
    "DocumentSeries",
    "Invoice",
    "InvoiceFile",
    "InvoiceItem",
    "InvoiceLine",
    "InvoiceTax",
    "TaxCode",
    "TaxCodeRate",
    "TermsVersion",
]
