"""Which event starts which command, what the clock starts, and which vendor stands behind which port: each one page."""
