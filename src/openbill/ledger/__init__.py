"""The books: accounts, periods, balanced and immutable journal entries, trial balance, export to a general ledger.

Not responsible for what stands behind an entry: it knows amounts, accounts and dates, and whose balance they are.
"""
