"""Credits that nobody claims: their list, each with its clock, and what was handed over to states."""
