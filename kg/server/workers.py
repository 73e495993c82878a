"""Processes that answer questions: many at once, each with its limits, each of them expendable.

The engine cannot be told to stop: a question that takes too long, needs too much memory, or whose
asker has gone, is ended by ending its process. The next question starts a new one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from kg.ontology import VOCABULARIES
from kg.server.stores import Stock
from kg.sparql import engine

log = logging.getLogger(__name__)

STOPPING = "the server is stopping"

MAX_REPLY = 1 << 20  # bytes of a line that says how a job went

Job = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost, and how many may be asked at once.

    Times are in seconds, sizes in megabytes. `workers` questions are answered at a time;
    `waiting` more may wait for their turn.
    """

    timeout: float = 30.0
    max_answer: float = 64.0
    max_memory: int = 1024
    workers: int = 4
    waiting: int = 64


class LimitHit(Exception):  # noqa: N818 - the question is well formed, and may be asked again
    """A question was given up, and why."""


class Worker:
    """One process, started when there is something to do."""

    def __init__(self, max_memory: int) -> None:
        self._max_memory = max_memory
        self._process: asyncio.subprocess.Process | None = None

    async def do(self, job: Job) -> dict[str, Any]:
        """Send a job and await the reply; LimitHit if the process ends instead."""
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(job).encode() + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line:
            raise await self._died(process)
        return dict(json.loads(line))

    async def _died(self, process: asyncio.subprocess.Process) -> Exception:
        """Why a process ended: the system ended it, or it has a fault of its own."""
        code = await process.wait()
        await self.stop()
        if code > 0:
            return RuntimeError(f"a process of the engine ended with {code}")
        return LimitHit(
            f"the question needs more than {self._max_memory} megabytes of memory, or is nested "
            "too deeply; ask for less"
        )

    async def stop(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            try:
                process.kill()
            except ProcessLookupError:
                log.debug("a process had ended by itself")
        await process.wait()

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            str(engine.__file__),
            str(self._max_memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=MAX_REPLY,
            start_new_session=True,  # Ctrl-C is for the server; it ends its processes itself
        )
        return self._process


@dataclass
class Workers:
    """All processes together: who asks gets the next free one."""

    stock: Stock
    limits: Limits
    spool: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="kg-answers-")))
    _all: list[Worker] = field(default_factory=list)
    _free: asyncio.Queue[Worker] = field(default_factory=asyncio.Queue)
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    _numbers: count[int] = field(default_factory=count)
    _waiting: int = 0
    _closing: bool = False

    def __post_init__(self) -> None:
        self._all += (Worker(self.limits.max_memory) for _ in range(self.limits.workers))
        for worker in self._all:
            self._free.put_nowait(worker)

    async def do(self, job: Job) -> dict[str, Any]:
        """Do a job on the present store; LimitHit if it needs more than it may, or must wait."""
        if self._waiting >= self.limits.waiting:
            raise LimitHit("too many questions are waiting; ask again in a moment")
        self._waiting += 1
        try:
            worker = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            return await self._in_time(worker, job)
        finally:
            self._free.put_nowait(worker)

    def new_file(self) -> Path:
        """Where the next answer may be written."""
        return self.spool / str(next(self._numbers))

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[Worker]:
        """The only worker, with all questions answered and every store closed."""
        workers: list[Worker] = []
        async with self._alone:
            try:
                while len(workers) < self.limits.workers:
                    workers.append(await self._free.get())
                for worker in workers:
                    await worker.stop()
                yield workers[0]
                await workers[0].stop()
            finally:
                for worker in workers:
                    self._free.put_nowait(worker)

    async def update(self, job: Job) -> dict[str, Any]:
        """Change the store while nobody reads it; LimitHit if that needs too much."""
        async with self.alone() as worker:
            return await self._in_time(worker, job)

    async def _in_time(self, worker: Worker, job: Job) -> dict[str, Any]:
        """End the process if the time is up, and as well if nobody waits for the answer."""
        if self._closing:
            raise LimitHit(STOPPING)
        whole = {
            "store": str(self.stock.path),
            "prefixes": VOCABULARIES,
            "max_bytes": int(self.limits.max_answer * 1_000_000),
            **job,
        }
        done = False
        try:
            async with asyncio.timeout(self.limits.timeout):
                reply = await worker.do(whole)
            done = True
        except TimeoutError:
            raise LimitHit(
                f"no answer within {self.limits.timeout:g} seconds; ask for less, "
                "such as with LIMIT"
            ) from None
        except LimitHit as hit:
            raise LimitHit(STOPPING if self._closing else str(hit)) from None
        finally:
            if not done:
                await asyncio.shield(worker.stop())
        return reply

    async def close(self) -> None:
        """End all processes; questions that run or wait are given up."""
        self._closing = True
        for worker in self._all:
            await worker.stop()
        shutil.rmtree(self.spool, ignore_errors=True)
