"""Customers: the list, the page of one, and what is known of each."""
