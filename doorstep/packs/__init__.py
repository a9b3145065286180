"""What a meeting reads: the weekly pack, one frozen value, written in many ways."""
