"""What can be done in collections."""
