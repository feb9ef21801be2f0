"""`python -m avionics` and the `avionics` command."""

import os
import sys

from avionics.cli.main import main as run

__all__ = ["main"]


def main() -> None:
    """Runs the command and ends the process at once: to free value by value what goes as a whole takes time."""
    try:
        run()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
