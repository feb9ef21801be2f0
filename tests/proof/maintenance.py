"""Planned maintenance for the objective of the tiny project."""

from __future__ import annotations

from proof.projects import TINY

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
HOUR = "- {from: 2026-12-01T22:00:00Z, to: 2026-12-01T23:00:00Z, reason: Database upgrade}\n"
TWICE = f"{HOUR}- {{from: 2026-12-02T00:30:00Z, to: 2026-12-02T01:30:00Z, reason: And again}}\n"
BEGIN, END = 1796162400, 1796166000  # 2026-12-01T22:00:00Z, 23:00:00Z


def written(planned):
    return SLOS.replace("slos:\n", f"maintenance:\n{planned}slos:\n", 1)
