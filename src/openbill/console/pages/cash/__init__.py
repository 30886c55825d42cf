"""Cash application: bank lines, what they may pay, and what was decided."""
