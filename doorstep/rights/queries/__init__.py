"""Reads of this room."""

from doorstep.rights.queries.erasing import Mention, erased_ids_present, mentions_of

__all__ = ["Mention", "erased_ids_present", "mentions_of"]
