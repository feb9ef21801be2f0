"""Kinds of panels: a Grafana-free description of each.

A kind is a folder with its schema fragment, its page and its code, which offers
`panel(written, key, edit, thresholds)`: the panel as written, with `edit` putting the environment into an expression
and `thresholds` those of the alert it shows.
"""
