"""What can be asked about direct debits and transfers."""
