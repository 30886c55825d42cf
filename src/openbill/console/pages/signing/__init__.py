"""What a payer sees who signs a mandate by a link."""
