"""The peer: a server of the CouchDB protocol, put into a temporary folder by npm when it is run."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.servers import kill_tree

PROGRAM = Path(__file__).with_name("sync_peer.cjs")
PACKAGES = ("express-pouchdb@4", "express@4", "pouchdb", "pouchdb-adapter-memory")
NODE = Path(sys.executable).parent  # from a wheel; see requirements/build.in
RUNS = 3


def milliseconds_of_peer(documents: int, port: int) -> float | None:
    """Till a client holds all documents, the best of several; None where npm cannot have it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "package.json").write_text('{"private": true}', "utf-8")
        command = [str(NODE / "npm"), "install", "--no-audit", "--no-fund", *PACKAGES]
        had = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if had.returncode:
            print("npm cannot have the peer, so it is left out", file=sys.stderr)
            return None
        node = [str(NODE / "node"), str(PROGRAM)]
        serve = [*node, "serve", str(port), str(documents)]
        server = subprocess.Popen(serve, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            said = server.stdout.readline() if server.stdout else ""
            if said.strip() != "ready":
                raise SystemExit("the peer did not start")
            return min(_fetch([*node, "fetch", str(port)], folder, documents) for _ in range(RUNS))
        finally:
            kill_tree(server.pid)  # the wheel's node is a child of its starter
            server.wait()


def _fetch(command: list[str], folder: Path, documents: int) -> float:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    if told["documents"] != documents:
        raise SystemExit(f"the peer gave {told['documents']} of {documents} documents")
    return float(told["ms"])
