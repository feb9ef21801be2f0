"""Programs that read files at a fixed place, made to run from where their package was unpacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bootstrap.ground import say

if TYPE_CHECKING:
    from pathlib import Path

DESCRIPTOR = 9
WRAPPER = """\
#!/bin/sh
# Starts the copy beside it, which reads {fixed} through descriptor {descriptor}.
here=$(dirname "$(readlink -f "$0")")
exec {descriptor}<"$here/{files}"
exec "$here/{copy}" "$@"
"""


def relocated(package: Path, program: str, fixed: str) -> Path | None:
    """A copy of an unpacked program that finds its files in the package; None, with a line, where that fails.

    The folder's path in the binary is replaced by one of the same length that leads through a file
    descriptor, which the script that is returned opens: no root, and the working directory is the caller's.
    """
    original, copy = package / "usr" / "bin" / program, package / "usr" / "bin" / f"{program}-relocated"
    here = same_length(fixed)
    content = original.read_bytes() if original.is_file() else b""
    if here is None or fixed.encode() not in content or not (package / fixed[1:]).is_dir():
        say(f"{program} of the distribution does not read {fixed} as expected and cannot run unpacked")
        return None
    copy.write_bytes(content.replace(fixed.encode(), here))
    script = package / "usr" / "bin" / f"{program}-unpacked"
    files = f"../..{fixed}"
    script.write_text(WRAPPER.format(fixed=fixed, descriptor=DESCRIPTOR, files=files, copy=copy.name), encoding="utf-8")
    for made in (copy, script):
        made.chmod(0o755)
    return script


def same_length(fixed: str) -> bytes | None:
    """The path through the descriptor, filled with steps that lead nowhere; None where it has no room."""
    short = f"/proc/self/fd/{DESCRIPTOR}"
    room = len(fixed) - len(short)
    if room < 0 or not fixed.startswith("/"):
        return None
    path = short + "/" * (room % 2) + "/." * (room // 2)
    return path.encode()
