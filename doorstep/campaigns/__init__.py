"""What is to reach every household: campaigns with a fixed list, and what is still left of it."""
