"""What can be done with credits nobody claims."""
