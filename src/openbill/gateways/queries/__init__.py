"""What is asked about gateways."""
