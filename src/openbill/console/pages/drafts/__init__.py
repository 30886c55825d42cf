"""Drafts: written, looked at with their totals, issued."""
