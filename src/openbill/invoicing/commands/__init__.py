"""What can be done in invoicing."""
