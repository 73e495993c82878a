"""The store on disk: made from the files of a graph, made anew when they change."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from kg.errors import QueryError, ServerError
from kg.sparql import engine, graph_files

log = logging.getLogger(__name__)

UPDATED = "updated"


@dataclass
class Stock:
    """The graph that is served: where its files are, and the store that was made from them.

    `folder` holds the store of the present state of the files, named by the hash of their
    content; without one it is a temporary folder. A `writable` store goes its own way: it is
    made from the files once, then keeps its updates, whatever becomes of the files.
    """

    places: Sequence[Path]
    folder: Path | None = None
    writable: bool = False
    path: Path = field(init=False)
    _temporary: bool = field(init=False)
    _seen: tuple[tuple[str, int, int], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self._temporary = self.folder is None
        self._home = self.folder or Path(tempfile.mkdtemp(prefix="kg-store-"))
        self.path = self._home

    @property
    def page(self) -> Path | None:
        """The page that `kg build` wrote beside the graph, if there is one."""
        place = self.places[0]
        page = (place if place.is_dir() else place.parent) / "graph.html"
        return page if page.is_file() else None

    def open(self) -> None:
        """Make the store, if it is not there; KgError where the files or the folder are wrong."""
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            if self.writable and (self._home / UPDATED).is_dir():
                self.path = self._home / UPDATED
                return
            self._seen = self._signature()
            self.path = self._made(UPDATED if self.writable else self._digest())
            for other in self._home.glob("graph-*"):
                if other != self.path:
                    shutil.rmtree(other)
        except OSError as error:
            raise ServerError(
                f"{error.filename or self._home}: {error.strerror or error}; "
                "check the files and the folder given with --store"
            ) from error

    def has_changed(self) -> bool:
        """Whether the files are others than those that the store was made from."""
        return not self.writable and self._signature() != self._seen

    def renew(self) -> Path | None:
        """Make a store of the files as they are now; the one before it, or None if that is kept.

        If they cannot be read (somebody may just be writing them), the store stays as it is.
        """
        before = self.path
        self._seen = self._signature()
        try:
            self.path = self._made(self._digest())
        except (QueryError, OSError) as error:
            log.warning("the graph stays as it was: %s", error)
            return None
        if self.path == before:
            return None
        log.info("the graph has changed, and is served anew")
        return before

    def close(self) -> None:
        """Remove a temporary store."""
        if self._temporary:
            shutil.rmtree(self._home, ignore_errors=True)

    def _files(self) -> list[Path]:
        return [file for place in self.places for file in graph_files(place)]

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        try:
            told = [(file, file.stat()) for file in self._files()]
        except (OSError, QueryError):
            return ()
        return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in told)

    def _digest(self) -> str:
        total = hashlib.sha256(version("pyoxigraph").encode())
        for path in self._files():
            try:
                with path.open("rb") as file:
                    total.update(hashlib.file_digest(file, "sha256").digest())
            except OSError as error:
                why = error.strerror or error
                raise QueryError(f"{path} cannot be read: {why} (kg build writes it)") from error
        return f"graph-{total.hexdigest()[:20]}"

    def _made(self, name: str) -> Path:
        """The store of this name, made whole before it has it."""
        path = self._home / name
        if path.is_dir():
            return path
        unfinished = self._home / f"unfinished-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        files = [str(file.absolute()) for file in self._files()]
        job = {"do": "load", "store": str(unfinished), "files": files}
        try:
            _do_once(job)
            unfinished.rename(path)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return path


def _do_once(job: Mapping[str, object]) -> None:
    """Do one job in a process of its own, without limits."""
    done = subprocess.run(
        [sys.executable, "-P", str(engine.__file__)],
        input=json.dumps(job) + "\n",
        capture_output=True,
        text=True,
    )
    if not done.stdout:
        raise ServerError(f"the store cannot be made:\n{done.stderr.strip()[-500:]}")
    reply = json.loads(done.stdout)
    if "refused" in reply:
        raise QueryError(reply["message"])
