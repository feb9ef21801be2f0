"""Sets up what the Makefile needs, with the standard library alone and without root.

    setup.py venv          .venv, with the locked packages and this project in it
    setup.py tools         .tools/bin, with promtool, prometheus, alertmanager and amtool
    setup.py prometheus3   .tools/bin/promtool3 and prometheus3, for the tests that run on both major versions

A tool comes from the first of these that works: PATH, the packages of the distribution (downloaded and
unpacked, not installed, so no service is started), the upstream release archive (held to a checksum in
suites.py).
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import sys
from typing import TYPE_CHECKING

from bootstrap.environment import make_venv
from bootstrap.ground import SetupError
from bootstrap.programs import make_prometheus3, make_tools

if TYPE_CHECKING:
    from collections.abc import Sequence

OLDEST_PYTHON = (3, 11)


def main(arguments: Sequence[str]) -> int:
    """Set up one part; 0 when done, 1 with one line that says what is wrong."""
    options = parse(arguments)
    try:
        require_python()
        if options.part == "venv":
            make_venv()
        elif options.part == "tools":
            make_tools(options.retry)
        else:
            make_prometheus3()
    except (SetupError, OSError) as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What to set up."""
    parser = argparse.ArgumentParser(prog="setup.py", description="Sets up what the Makefile needs.")
    parser.add_argument("part", choices=("venv", "tools", "prometheus3"))
    parser.add_argument("--retry", action="store_true", help="download again even if that failed a short time ago")
    return parser.parse_args(arguments)


def require_python() -> None:
    """Turn an old interpreter away before it meets syntax it does not know."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"Python {platform.python_version()} is too old, Avionics needs {wanted} or later. "
            f"Name another one: make PYTHON=python{wanted}"
        )
    if importlib.util.find_spec("venv") is None:
        raise SetupError("this Python lacks its standard library. On Debian and Ubuntu: apt-get install python3")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
