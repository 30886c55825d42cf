"""The balance reports of American banks (BAI2, and BTRS, which came of it)."""
