"""Decisions about what a file says, on values only."""
