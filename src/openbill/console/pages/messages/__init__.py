"""What is said to customers: reminders to look at, and the outbox."""
