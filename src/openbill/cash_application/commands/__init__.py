"""What can be done in cash application."""
