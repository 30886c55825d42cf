"""What can be done in customers."""
