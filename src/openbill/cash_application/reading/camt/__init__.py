"""The account reports, statements and notices of ISO 20022 (camt.052, camt.053, camt.054) in all of their versions."""
