"""The `avionics` command: finds its sub-commands, and turns what goes wrong into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from avionics import __version__
from avionics.failure import Failure

_HELPERS = frozenset({"__init__", "bar", "main", "common", "summary"})
EXIT_FINDINGS, EXIT_USAGE, EXIT_FAULT = 1, 2, 3


class _ReaderGone(Exception):
    """Whoever read the output, such as `head`, has enough of it."""


@contextmanager
def _told_apart() -> Iterator[None]:
    """Click would exit with 1 for a reader who has gone, as if there were an error finding."""
    try:
        yield
    except BrokenPipeError:
        raise _ReaderGone from None


class Commands(click.Group):
    """Sub-commands by file name, imported only when they are run or listed: the modules of `package` that hold one."""

    def __init__(self, *args: Any, package: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        """Every module and folder that holds a command, by name."""
        (folder,) = import_module(self._package).__path__
        entries = {entry.name.removesuffix(".py") for entry in os.scandir(folder) if _holds_code(entry)}
        return sorted(name.removesuffix("_") for name in entries - _HELPERS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command in the module `name`."""
        if name not in self.list_commands(ctx):
            return None
        module = f"{name}_" if iskeyword(name) else name  # `import` cannot be the name of a module
        command: click.Command = import_module(f"{self._package}.{module}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, which prints help here."""
        try:
            with _told_apart():
                return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            help_ = "those of a command stand behind it, as in 'avionics check --project DIR'"
            raise click.UsageError(f"{error.message.rstrip('.')}; {help_}", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """As click does."""
        with _told_apart():
            return super().invoke(ctx)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """As click does, with the nearest command where there is none of that name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from avionics.finding import did_you_mean  # noqa: PLC0415  difflib, for mistakes only

            help_ = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"{error.message.rstrip('.')}; {help_}", ctx) from None


def _holds_code(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".py") or os.path.isfile(os.path.join(entry.path, "__init__.py"))


@click.group(
    cls=Commands,
    package=__package__,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="avionics")
def avionics() -> None:
    """Monitoring as code: one reviewed YAML file per service in; cockpits, burn-rate alerts, routes and proofs out.

    \b
    Begin with:
      avionics init DIR        a small project that renders at once
      avionics render          compile the project here into build/
      avionics explain NAME    what a service, objective or alert became, and why

    Exit codes: 0 clean, 1 an error finding (nothing is written), 2 wrong usage, an unreadable project or a disk that
    fails, 3 a fault in avionics itself.
    """


def main() -> None:
    """Runs the command and exits with its code; a fault of ours prints a report to paste."""
    try:
        code = avionics.main(standalone_mode=False) or 0
        sys.stdout.flush()
        sys.exit(code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except Failure as error:
        _complain(str(error))
        sys.exit(EXIT_USAGE)
    except (_ReaderGone, BrokenPipeError):
        _close_output()
        sys.exit(141)
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        _close_output()
        sys.exit(EXIT_USAGE)
    except Exception:  # noqa: BLE001  a fault of ours must not look like a finding
        _report_fault()
        sys.exit(EXIT_FAULT)


def _complain(text: str) -> None:
    """One line for people; a file's name in it must not begin another, nor tell the terminal anything."""
    from avionics.report.text import printable  # noqa: PLC0415  for mistakes only

    click.echo(f"avionics: {printable(text)}", err=True)


def _close_output() -> None:
    """Nobody reads on: what is still to be flushed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_fault() -> None:
    import platform  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    arguments = " ".join(sys.argv[1:])
    click.echo(
        f"avionics: a fault in avionics itself, not in your specs. Please report this:\n\n"
        f"avionics {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
        f"avionics {arguments}\n\n{traceback.format_exc()}",
        err=True,
    )
