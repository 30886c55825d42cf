"""What can be asked of ledger."""
