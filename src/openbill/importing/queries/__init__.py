"""What can be asked of importing."""
