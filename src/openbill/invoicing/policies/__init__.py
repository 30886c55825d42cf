"""Pure decisions of invoicing."""
