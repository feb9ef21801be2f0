"""How fast the compiler is and what its rules cost and tell, beside Sloth and Pyrra."""
