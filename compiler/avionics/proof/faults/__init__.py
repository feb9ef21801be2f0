"""Rules with one fault each, which suites must notice."""
