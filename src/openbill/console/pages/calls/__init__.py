"""Whom to call, and what came of it."""
