"""How good the matching is: messy bank days whose truth is known, and what comes of them."""
