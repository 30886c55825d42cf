"""What can be asked of customers."""
