"""What is said about imports."""
