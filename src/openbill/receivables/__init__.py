"""The hub: what each customer owes, item by item; allocations; write-offs; aging and statements.

Not responsible for why an item exists (invoicing, importing) nor for where cash came from (payments).
"""
