"""What can be done with gateways."""
