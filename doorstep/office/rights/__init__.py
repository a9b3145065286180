"""What a household may ask of us, and what we answer for to it."""
