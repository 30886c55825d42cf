"""What is owed or credited, one item at a time, and what can be done with it."""
