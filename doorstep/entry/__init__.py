"""Who comes in, and how: first set-up, invitations, sign-ins, PINs of shared computers."""
