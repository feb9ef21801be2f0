"""An objective as it holds in one environment: its windows, and the shapes in which they are measured."""
