"""The files of a project: listed, judged, and read."""
