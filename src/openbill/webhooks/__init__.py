"""What happened is told to programs that listen: endpoints, deliveries, signatures."""
