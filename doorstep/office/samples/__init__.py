"""Samples: taken, handed on, measured, told; laboratories and their files."""
