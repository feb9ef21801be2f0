"""Links the programs of the Prometheus family into .tools/bin."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bootstrap.debian import unpack_package
from bootstrap.ground import BIN, TOOLS, SetupError, in_ci, say
from bootstrap.release import from_archive
from bootstrap.relocate import relocated
from bootstrap.suites import PROMETHEUS, SUITES, search_path, usable, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bootstrap.suites import Suite

READY = TOOLS / "ready"
TRIED = TOOLS / "tried"
SECONDS_UNTIL_NEXT_TRY = 3600


def make_tools(retry: bool) -> None:
    """Link every program into .tools/bin, and say which could not be had.

    Where READY stands already, a program has vanished since; that is no reason to wait with the download.
    """
    BIN.mkdir(parents=True, exist_ok=True)
    may_download = retry or in_ci() or READY.exists() or not tried_lately()
    READY.unlink(missing_ok=True)
    missing = [name for suite in SUITES for name in provide(suite, may_download)]
    link_second_prometheus()
    for scratch in ("apt", "downloads"):
        shutil.rmtree(TOOLS / scratch, ignore_errors=True)
    TRIED.touch()
    if missing:
        report_missing(missing)
    else:
        READY.touch()


def tried_lately() -> bool:
    """A machine without network is not asked to wait at every make."""
    return TRIED.exists() and time.time() - TRIED.stat().st_mtime < SECONDS_UNTIL_NEXT_TRY


def provide(suite: Suite, may_download: bool) -> list[str]:
    """Link the programs of a suite from one source, so that versions never mix; the names it lacks."""
    found = fullest(suite, may_download)
    for name in suite.programs:
        (BIN / name).unlink(missing_ok=True)
        if name in found:
            link(BIN / name, found[name])
    return [name for name in suite.programs if name not in found]


def fullest(suite: Suite, may_download: bool) -> dict[str, Path]:
    """The programs of a suite from the first source that has all of them, else from the one that has most."""
    best: dict[str, Path] = {}
    for source in (on_path, kept, from_packages, from_archive) if may_download else (on_path, kept):
        best = max(best, source(suite), key=len)
        if len(best) == len(suite.programs):
            break
    return best


def on_path(suite: Suite) -> dict[str, Path]:
    """The programs that the machine has already."""
    places = {name: search_path([name, packaged]) for name, packaged in suite.programs.items()}
    return usable(suite, places, "on PATH")


def kept(suite: Suite) -> dict[str, Path]:
    """The programs that an earlier run fetched."""
    places = {name: BIN / name for name in suite.programs}
    present = {name: place.resolve() if place.is_file() else None for name, place in places.items()}
    return usable(suite, present, "in .tools")


def from_packages(suite: Suite) -> dict[str, Path]:
    """The programs of the distribution's package, made to run unpacked."""
    say(f"fetching {', '.join(suite.programs)} from the distribution's packages")
    folder = unpack_package(suite.package)
    if folder is None:
        return {}
    places = {name: packaged(folder, program) for name, program in suite.programs.items()}
    for name, fixed in suite.reads.items():
        places[name] = relocated(folder, suite.programs[name], fixed)
    return usable(suite, places, "in the distribution")


def packaged(folder: Path, program: str) -> Path | None:
    """A program of an unpacked package; Debian 13 has promtool in a package of its own, named after it."""
    place = folder / "usr" / "bin" / program
    if place.is_file():
        return place
    own = unpack_package(program)
    return own / "usr" / "bin" / program if own else None


def link(name: Path, program: Path) -> None:
    """A link that survives the move of the checkout when both ends are in it."""
    inside = TOOLS in program.parents
    name.symlink_to(os.path.relpath(program, name.parent) if inside else program)


def report_missing(missing: Sequence[str]) -> None:
    """Go on without, and say so; in CI a skipped test would look like a passed one."""
    packages = " ".join(suite.package for suite in SUITES if set(suite.programs) & set(missing))
    text = (
        f"no usable {', '.join(missing)}. On Debian and Ubuntu: apt-get install {packages}; "
        "where these are older, put official releases on PATH. Then make setup"
    )
    if in_ci():
        raise SetupError(text)
    say(f"{text}. Until then the tests that need it are skipped.")


def make_prometheus3() -> None:
    """Have promtool3 and prometheus3 in .tools/bin: those of the machine, or the release archive."""
    BIN.mkdir(parents=True, exist_ok=True)
    if link_second_prometheus():
        return
    found = from_archive(PROMETHEUS)
    if not found:
        raise SetupError("Prometheus 3 could not be fetched. Put one in a folder and name it: AVIONICS_PROMETHEUS3_DIR")
    link_second_prometheus()


def link_second_prometheus() -> bool:
    """Link a Prometheus 3 as promtool3 and prometheus3 beside the ordinary one, if there is one anywhere."""
    complete = True
    for name in PROMETHEUS.programs:
        alias = BIN / f"{name}3"
        alias.unlink(missing_ok=True)
        program = second_program(name)
        if program:
            link(alias, program)
        complete = complete and program is not None
    return complete


def second_program(name: str) -> Path | None:
    """A program of Prometheus 3: from the folder the user names, fetched earlier, or on PATH as promtool3."""
    named = os.environ.get("AVIONICS_PROMETHEUS3_DIR")
    places = [Path(named).absolute() / name] if named else []
    places.append(TOOLS / "releases" / name)
    elsewhere = search_path([f"{name}3"])
    if elsewhere:
        places.append(elsewhere)
    for place in places:
        if (version_of(place) or ()) >= (3,):
            return place
    return None
