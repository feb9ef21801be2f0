"""Objectives and alerts to alerting rules, and to all that they say to who is woken."""
