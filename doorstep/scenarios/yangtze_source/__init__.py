"""Sampling at the source of the Yangtze: twenty-four samples, from the hand to plain words."""
