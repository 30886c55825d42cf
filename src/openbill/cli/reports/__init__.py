"""How the answers of queries are laid out for the shell."""
