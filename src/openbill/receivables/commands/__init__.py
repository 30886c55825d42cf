"""What can be done in receivables."""
