"""How messages go outside, a package for each kind of vendor."""
