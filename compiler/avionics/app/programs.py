"""Programs of others that are run where they are on PATH."""

from __future__ import annotations

from avionics.finding import Finding, Severity
from avionics.place import Where
from avionics.source.files.project_files import PROJECT

_PACKAGES = {"promtool": "prometheus", "amtool": "prometheus-alertmanager"}
"""The packages of Debian and Ubuntu that hold them."""


def missing(program: str, severity: Severity = "error") -> Finding:
    """That a program is not there, and where it comes from."""
    help_ = (
        f"install the package {_PACKAGES[program]} of your distribution, or put {program} of an official release "
        "(https://prometheus.io/download) on PATH"
    )
    return Finding(f"{program}-missing", f"{program} is not on PATH", Where(PROJECT, line=1), severity, help=help_)
