"""What can be done in importing."""
