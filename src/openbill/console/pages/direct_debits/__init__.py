"""Direct debits: what is to collect, batches, mandates, and what came back."""
