"""How each kind of panel looks in Grafana: one module a kind, found by its name."""
