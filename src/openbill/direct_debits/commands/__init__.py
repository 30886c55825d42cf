"""What can be done with direct debits and transfers."""
