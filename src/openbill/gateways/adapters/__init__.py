"""How gateways are spoken with: a folder for each."""
