"""What is decided about gateways."""
