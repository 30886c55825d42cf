"""The worker: the face that nobody sees. It runs queued jobs and what the clock starts, and decides nothing."""
