"""What a meeting reads: the weekly pack and minutes, each one frozen value, written in many ways."""
