"""The backup: one file that holds everything, proves that it is whole, and comes back all or nothing."""
