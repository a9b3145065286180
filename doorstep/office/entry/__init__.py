"""Coming in: set-up, invitations, one's own account, shared computers."""
