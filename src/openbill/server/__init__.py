"""The face that serves the others: one process that keeps web, worker and schedule running, and stops them cleanly."""
