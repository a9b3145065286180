"""Doorstep (到户): the register, the visits and the Monday meeting of a village team."""

__version__ = "0.1.0"
