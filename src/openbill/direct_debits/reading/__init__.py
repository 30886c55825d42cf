"""What banks answer to the files that they were sent."""
