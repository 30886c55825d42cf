"""What can be asked of receivables."""
