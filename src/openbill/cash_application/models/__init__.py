"""The tables of cash application."""
