"""Every address of the console, one line each, in the parts of its menu."""
