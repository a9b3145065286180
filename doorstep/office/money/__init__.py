"""Money: programmes, what they pay, and the ledger."""
