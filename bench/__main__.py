"""`make bench`: time, memory and growth, cold and warm, and Sloth beside it where it is on PATH."""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.generate import generate, leave_objectives, name_of
from bench.sloth import write_specs
from bench.stages import stages

SIZES = (100, 1_000, 5_000)
_TODAY = ("--today", "2026-11-30", "--project")
_RENDER = (sys.executable, "-m", "avionics", "render", "--skip-promtool", *_TODAY)
_CHECK = (sys.executable, "-m", "avionics", "check", *_TODAY)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock, seconds that processors were busy (on a shared machine the one to compare), and the peak
    memory in MB of the largest process so far."""

    wall: float
    busy: float
    peak: float


def main() -> None:
    """Measure the compiler, or what is named first; exit 1 when what was timed is not what was meant."""
    if sys.argv[1:2] == ["replay"]:
        from bench.replay.__main__ import main as replay  # noqa: PLC0415 - another program

        replay(sys.argv[2:])
    elif sys.argv[1:2] == ["cost"]:
        from bench.cost.__main__ import main as cost  # noqa: PLC0415 - another program

        cost(sys.argv[2:])
    else:
        _compiler()


def _compiler() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--services", type=int, nargs="*", default=SIZES, help="numbers of services (two objectives each)"
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each command; the median is printed")
    arguments = parser.parse_args()
    print(
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}; "
        f"medians of {arguments.runs} runs, whole processes\n"
    )
    started = _median([_measured([sys.executable, "-c", "pass"]).wall for _ in range(11)])
    help_ = _median([_measured([sys.executable, "-m", "avionics", "--help"]).wall for _ in range(11)])
    print(f"bare interpreter {started * 1000:.0f} ms, avionics --help {(help_ - started) * 1000:.0f} ms more\n")
    for services in arguments.services:
        with tempfile.TemporaryDirectory() as folder:
            _size(Path(folder), services, arguments.runs)


def _size(folder: Path, services: int, runs: int) -> None:
    root = folder / "repository"
    generate(root, services)
    files = sum(1 for path in root.rglob("*") if path.is_file())
    print(f"{services:,} services, {services * 2:,} objectives, {files:,} files")
    _row("cold, everything", [_cold(root, ()) for _ in range(runs)], services)
    _row("cold, rules alone", [_cold(root, ("--only", "prometheus")) for _ in range(runs)], services)
    _cold(root, ())
    _row("nothing changed", [_measured([*_RENDER, str(root)]) for _ in range(runs)], services)
    _row("one file changed", [_changed(root, run, _RENDER) for run in range(runs)], services)
    _row("... and checked", [_changed(root, runs + run, _CHECK) for run in range(runs)], services)
    _check(root, services)
    if services <= 1_000:
        for name, seconds in stages(root).items():
            print(f"    {name:<24}{seconds * 1000:9.0f} ms")
    if sloth := shutil.which("sloth"):
        leave_objectives(root)
        _row("cold, objectives alone", [_cold(root, ("--only", "prometheus")) for _ in range(runs)], services)
        _sloth(sloth, folder, services, runs)
    print()


def _cold(root: Path, options: tuple[str, ...]) -> Measured:
    shutil.rmtree(root / "build", ignore_errors=True)
    return _measured([*_RENDER, str(root), *options])


def _changed(root: Path, run: int, command: tuple[str, ...]) -> Measured:
    """One objective of one service, another each run, and a command."""
    path = root / "slos" / f"{name_of(3)}.yaml"
    lines = path.read_text("utf-8").split("\n")
    lines[5] = f"  objective: 99.{run + 1}"
    path.write_text("\n".join(lines), "utf-8")
    return _measured([*command, str(root)])


def _check(root: Path, services: int) -> None:
    """What was timed made what was meant: every file there, and the change in it."""
    rules = list((root / "build" / "prometheus" / "P").iterdir())
    cockpits = list((root / "build" / "grafana").rglob("*.json"))
    changed = (root / "build" / "prometheus" / "P" / f"{name_of(3)}.yaml").read_text("utf-8")
    if len(rules) != services or len(cockpits) != services or "vector(0.99" not in changed:
        sys.exit(f"{root}: {len(rules)} rule files and {len(cockpits)} cockpits for {services} services")


def _sloth(program: str, folder: Path, services: int, runs: int) -> None:
    specs = folder / "sloth"
    write_specs(specs, services)
    outs = [folder / f"sloth-rules-{run}" for run in range(runs)]
    for out in outs:
        out.mkdir()
    generated = [_measured([program, "generate", "-i", str(specs), "-o", str(out)]) for out in outs]
    _row("Sloth, rules alone", generated, services)
    if any(len(list(out.iterdir())) != services for out in outs):
        sys.exit("Sloth did not write a file for each service")


def _measured(command: list[str]) -> Measured:
    """A whole process with those it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    wall = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} exits {done.returncode}\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall, busy, after.ru_maxrss / 1024)


def _row(name: str, measured: list[Measured], services: int) -> None:
    wall, busy = (_median([getattr(one, figure) for one in measured]) for figure in ("wall", "busy"))
    print(
        f"  {name:<24}{wall:8.2f} s{wall / services * 1000:8.2f} ms a service{busy:8.2f} s of processors   "
        f"largest process so far {measured[-1].peak:.0f} MB"
    )


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    main()
