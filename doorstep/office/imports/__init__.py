"""Import of a ledger: send the file, look at what it would do, apply it, undo it."""
