"""How an import is asked for, watched and told at the shell."""
