"""Bringing files in: handed over, read, tried out, brought in."""
