"""What can be asked about organizations."""
