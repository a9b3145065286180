"""Waiting to be mended: what helpers' devices sent and no rule let through."""
