"""Pure decisions of ledger."""
