"""Every write of this room."""

from doorstep.rights.actions.erasing import erase_again, erase_household

__all__ = ["erase_again", "erase_household"]
