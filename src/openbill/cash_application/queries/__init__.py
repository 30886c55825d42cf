"""What can be asked of cash application."""
