"""What can be asked of collections."""
