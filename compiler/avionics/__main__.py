"""`python -m avionics` and the `avionics` command."""

from avionics.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
