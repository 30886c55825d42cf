"""Pure decisions of cash application."""
