"""What we answer for to households: purposes, assessment, complaints, incidents."""
