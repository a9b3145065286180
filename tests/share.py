"""Of a long run, a fixed share; all of it with DOORSTEP_LONG=full."""

import os

IS_WHOLE = os.environ.get("DOORSTEP_LONG") == "full"


def share(rows, every, first=0):
    """Of a list each one out of `every`, from the `first` on; the same ones at every run."""
    return list(rows) if IS_WHOLE else list(rows)[first % every :: every]
