"""Star households and star villages: given to who applies, by published criteria, never ranked."""
