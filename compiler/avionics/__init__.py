"""Avionics: one reviewed YAML file per service in; cockpits, burn-rate alerts, routes and proofs out."""

__version__ = "0.1.0"
