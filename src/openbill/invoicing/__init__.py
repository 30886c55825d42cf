"""What customers are billed: drafts, issued invoices, credit and debit notes, with terms and tax.

Responsible for what stands on a document and when it is due. Not for what is still open of it (receivables),
nor for money that comes in (payments).
"""
