"""The face that nobody sees: it runs what is queued and what the clock starts, and decides nothing."""
