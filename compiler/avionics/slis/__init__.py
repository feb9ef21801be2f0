"""Kinds of service level indicators: how events and bad events are counted from series.

A kind is a folder with its schema fragment, its page and its code, which offers
`selectors(sli)` and `rates(sli, select, window, total)`.
"""
