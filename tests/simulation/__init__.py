"""Two years of reminders, simulated day by day, against an independent reader of the history."""
