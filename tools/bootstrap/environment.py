"""The virtual environment, also on a Python that came without pip."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
from pathlib import Path

from bootstrap.debian import unpack_package
from bootstrap.ground import LOCK, ROOT, VENV, SetupError, last_line, run, say

PIP_WHEELS = Path("usr/share/python-wheels")


def make_venv() -> None:
    """The virtual environment from nothing, so that no earlier package lingers in it."""
    say(f"making .venv with Python {platform.python_version()}")
    python = interpreter()
    shutil.rmtree(VENV, ignore_errors=True)
    if not create_with_pip(python):
        create_without_pip(python)
    say("installing the locked packages (about a minute)")
    pip("install", "--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))


def interpreter() -> str:
    """The Python that runs this; where that is the environment about to be replaced, the one below it."""
    running = Path(sys.executable)
    return str(running.resolve() if VENV in running.parents else running)


def create_with_pip(python: str) -> bool:
    """The ordinary way, which Debian and Ubuntu keep in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        return False
    return run([python, "-m", "venv", str(VENV)]).returncode == 0


def create_without_pip(python: str) -> None:
    """The same with pip from the distribution's wheel, which may be there or else is fetched."""
    shutil.rmtree(VENV, ignore_errors=True)
    created = run([python, "-m", "venv", "--without-pip", str(VENV)])
    if created.returncode != 0:
        raise SetupError(f"cannot make .venv: {last_line(created.stdout)}")
    wheel = pip_wheel(Path("/")) or pip_wheel(unpack_package("python3-pip-whl"))
    if wheel is None or not runs(wheel):
        version = ".".join(platform.python_version_tuple()[:2])
        raise SetupError(
            "this Python has no pip, and none that it runs could be fetched. "
            f"On Debian and Ubuntu: apt-get install python{version}-venv"
        )
    pip("install", "--no-index", str(wheel), environment={"PYTHONPATH": str(wheel)})


def runs(wheel: Path) -> bool:
    """Whether .venv's Python can run this pip: beside a Python that is not the distribution's own it may be too old."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--version"]
    return run(command, environment={"PYTHONPATH": str(wheel)}).returncode == 0


def pip_wheel(root: Path | None) -> Path | None:
    """The newest wheel of pip that a package put there."""
    found = sorted((root / PIP_WHEELS).glob("pip-*.whl")) if root else []
    return found[-1] if found else None


def pip(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run pip inside .venv; it takes mirrors and proxies from its own configuration."""
    command = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "--no-input",
        "--disable-pip-version-check",
        *arguments,
    ]
    done = run(command, environment=environment)
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise SetupError("pip could not install the packages, see above. It needs a package index it can reach.")
