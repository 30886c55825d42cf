"""The books: what was posted, what stands on the accounts, which months are closed, what was handed over."""
