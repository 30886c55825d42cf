"""What codes of the domains are called on a page, in the reader's language."""
