"""What payers see who have a link: what is due, the way to the gateway, receipts."""
