"""What can be asked of messaging."""
