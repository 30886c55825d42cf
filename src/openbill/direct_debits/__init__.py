"""Money that is fetched and sent by files for a bank: mandates, SEPA direct debits, returns, transfers of refunds.

Responsible for what customers allowed, for the files, and for what the bank answers to each payment of them. Not for
what is owed (receivables), for the cash itself (payments), nor for reading statements (cash application).
"""
