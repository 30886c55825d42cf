"""What can be done with webhooks."""
