"""The helpers of the team: who they are, and what they can take on."""
