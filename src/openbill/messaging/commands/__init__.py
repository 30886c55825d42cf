"""What can be done in messaging."""
