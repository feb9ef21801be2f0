"""The proof on real servers: Prometheus and Alertmanager on loopback run what `monitoring` compiles to."""
