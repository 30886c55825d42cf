"""What answers each endpoint, a file per subject; each ends with its rows of the table."""
