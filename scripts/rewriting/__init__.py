"""What scripts/build-graph rewrites a model with."""
