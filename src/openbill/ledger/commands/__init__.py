"""What can be done in ledger."""
