"""Where money comes from and what it was paid for: programmes, payments, and a ledger of both."""
