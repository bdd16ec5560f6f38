"""Fuzzing: input made of the constructs that boyin reads, and what must hold whatever comes in."""
