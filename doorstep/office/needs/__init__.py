"""Needs: the list, one need with all that can be done about it, and raising a new one."""
