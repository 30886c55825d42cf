"""The values of cash application."""
