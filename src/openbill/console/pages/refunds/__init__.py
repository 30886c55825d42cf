"""Refunds: on their way to the bank, their files, and the accounts to which they go."""
