"""What can be done in disputes."""
