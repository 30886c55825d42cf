"""The built-in gateway that moves no money."""
