"""Reading a file: its bytes, its records, its shape, its rows, and a file of what was refused."""
