"""What can be asked of credits nobody claims."""
