"""What is decided about receivables, one pure decision per file."""
