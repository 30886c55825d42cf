"""Payments: recorded, applied, taken back."""
