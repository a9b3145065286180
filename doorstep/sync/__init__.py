"""What came in: rosters and submissions, applied in one transaction."""
