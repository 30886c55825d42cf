"""CSV files that banks export, each read as the mapping of its account says."""
