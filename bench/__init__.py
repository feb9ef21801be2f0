"""How fast the compiler is, and beside it Sloth where it is on PATH."""
