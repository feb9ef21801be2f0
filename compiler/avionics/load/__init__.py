"""Documents to the catalog: frozen values, cross-linked, each knowing where it was written."""
