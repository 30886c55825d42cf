"""The log of commands: its entries, the personal payload beside it, its seal and the chain of hashes."""
