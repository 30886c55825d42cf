"""GoCardless."""
