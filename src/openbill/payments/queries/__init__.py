"""What can be asked of payments."""
