"""What can be asked of invoicing."""
