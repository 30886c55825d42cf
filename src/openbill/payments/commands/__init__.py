"""What can be done in payments."""
