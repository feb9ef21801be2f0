"""Rules proved before they are merged: cases made of a plan, written for promtool, run, and read back."""
