"""Counters, known by their names."""

from __future__ import annotations

ENDINGS = ("_total", "_bucket")
"""How the names of counters end, and of hardly anything else."""
GAUGES = frozenset({"nodejs_active_handles_total", "nodejs_active_requests_total", "nodejs_active_resources_total"})
"""Gauges all the same: https://github.com/siimon/prom-client/tree/master/lib/metrics"""
