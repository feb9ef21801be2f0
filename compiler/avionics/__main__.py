"""`python -m avionics` and the `avionics` command."""

import gc
import os
import sys


def _outputs() -> None:
    """One may be closed (`>&-`), or be read in an alphabet that lacks what a spec says."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  open to the end
        getattr(sys, name).reconfigure(errors="backslashreplace")


def main() -> None:
    """Runs the command and ends the process at once: to free value by value what goes as a whole takes time."""
    _outputs()
    gc.disable()  # modules are made to stay: to look for what could go while they load is a fifth of their time
    from avionics.cli.main import main as run  # noqa: PLC0415

    gc.enable()
    try:
        run()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
