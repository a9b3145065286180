"""What is wrong and by when: needs, steps, closing; placements and works."""
