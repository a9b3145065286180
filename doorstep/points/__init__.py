"""What a village gives for what is done together: only ever more, by own word, and never ranked."""
