"""What can be asked about webhooks."""
