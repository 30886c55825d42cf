"""An invented group of companies with two years of business, told as a story and made by the real commands.

Deterministic: the same last day gives the same story, to the cent. It decides nothing that a user's firm needs.
"""
