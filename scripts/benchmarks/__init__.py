"""What boyin's promises cost, measured: one subject a module, each beside a peer or a limit."""
