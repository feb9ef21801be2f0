"""Samples read and seconds of evaluation in an hour: our rules, Sloth's and Pyrra's, on a real Prometheus.

Each set of rules has a server of its own with the same load and with all that it would have recorded of it; then every
rule is asked as a query, and Prometheus says what it read. Windows longer than the load read what there is.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.cost.measure import Cost, measure
from bench.prometheus import BenchError, program
from bench.pyrra import pyrra
from bench.shop import ours, sloth

SIZES = ((10, 20), (10, 10), (10, 40), (5, 20), (20, 20))
"""Objectives, and series of each: the measure first, then how it grows."""


def main(arguments: list[str]) -> None:
    """Print a block for each Prometheus and size."""
    parser = argparse.ArgumentParser(
        prog="bench cost", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="*", default=SIZES, type=_size, metavar="OBJECTIVESxSERIES",
                        help="default: 10x20 10x10 10x40 5x20 20x20")  # fmt: skip
    parser.add_argument("--days", type=int, default=4, help="length of the load (default: %(default)s)")
    parser.add_argument("--prometheus", nargs="*", default=_servers())
    given = parser.parse_args(arguments)
    try:
        for server in given.prometheus:
            for objectives, series in given.sizes:
                print(f"{_version(server)}: {objectives} objectives of {series} series, {given.days} days at 60 s")
                _block(server, objectives, series, given.days)
    except BenchError as error:
        sys.exit(str(error))


def _block(server: str, objectives: int, series: int, days: int) -> None:
    print(f"  {'':<24}{'rules':>8}{'samples read/h':>18}{'evaluation s/h':>18}")
    first: Cost | None = None
    for name, rules in _shapes().items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "rules").mkdir()
            text = rules(Path(folder) / "rules", objectives)
            cost = measure(server, Path(folder) / "server", text, objectives, series, days)
        first = first or cost
        times = (
            f"   {cost.samples / first.samples:.1f} x, {cost.seconds / first.seconds:.1f} x" if cost != first else ""
        )
        print(f"  {name:<24}{cost.rules:>8}{cost.samples:>18,.0f}{cost.seconds:>18.2f}{times}", flush=True)
    print()


def _shapes() -> dict[str, Callable[[Path, int], str]]:
    peer = shutil.which("sloth")
    shapes: dict[str, Callable[[Path, int], str]] = {"ours": ours}
    if peer:
        shapes["Sloth"] = lambda folder, objectives: sloth(peer, folder, objectives)
    else:
        print("no sloth on PATH: left out", file=sys.stderr)
    shapes["Pyrra"] = lambda _, objectives: pyrra(objectives)
    shapes["Pyrra, performance"] = lambda _, objectives: pyrra(objectives, performance=True)
    return shapes


def _servers() -> list[str]:
    found = (program("prometheus"), program("prometheus3"))
    return [each for each in found if each]


def _version(server: str) -> str:
    said = subprocess.run([server, "--version"], check=True, capture_output=True, text=True)
    return " ".join((said.stdout or said.stderr).split()[:3]).replace(", version", "").rstrip(",")


def _size(text: str) -> tuple[int, int]:
    objectives, _, series = text.partition("x")
    return int(objectives), int(series)


if __name__ == "__main__":
    main(sys.argv[1:])
