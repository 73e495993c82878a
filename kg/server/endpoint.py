"""The addresses of the server: SPARQL 1.1 Protocol and Graph Store Protocol, the page, the editor.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/.
An answer is whole before its first byte is sent, so that none looks whole and is not.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from kg.server.ask import ask_page
from kg.server.formats import choose
from kg.server.guards import read_body
from kg.server.stores import Stock
from kg.server.workers import Workers
from kg.sparql.engine import GRAPHS, RESULTS

Fields = list[tuple[str, str]]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

STATUSES = {
    "wrong": 400,
    "forbidden": 403,
    "missing": 404,
    "format": 406,
    "size": 503,
    "broken": 500,
}

HOW_TO_ASK = (
    "ask with GET /query?query=..., or POST a form with query=..., "
    f"or POST the question itself as {QUERY}"
)
HOW_TO_UPDATE = f"POST a form with update=..., or the update itself as {UPDATE}"
T = TypeVar("T")

PIECE = 1 << 16  # bytes of an answer that are sent at a time


class Wrong(Exception):  # noqa: N818 - the asker's fault, answered with a status
    """A request that cannot be done: its status, and what to do instead."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Endpoint:
    """Answers requests from the stock, with the workers."""

    stock: Stock
    workers: Workers

    async def query(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, query operation: `/query`."""
        fields = await _fields(request, "query", QUERY, HOW_TO_ASK)
        job = {
            "do": "query",
            "text": _only(fields, "query", HOW_TO_ASK),
            "default_graphs": _all(fields, "default-graph-uri"),
            "named_graphs": _all(fields, "named-graph-uri"),
            "results": choose(_accept(request), RESULTS),
            "graphs": choose(_accept(request), GRAPHS),
        }
        if not job["results"] and not job["graphs"]:
            raise _not_acceptable()
        return await self._answer(request, job)

    async def update(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, update operation: `/update`."""
        if not self.stock.writable:
            raise Wrong(403, "this server only reads (kg serve --writable takes updates)")
        fields = await _fields(request, "update", UPDATE, HOW_TO_UPDATE)
        if _all(fields, "using-graph-uri") or _all(fields, "using-named-graph-uri"):
            raise Wrong(400, "say USING in the update itself, not in the address")
        text = _only(fields, "update", HOW_TO_UPDATE)
        await _while_there(request, self._change(text))
        return Response(status_code=204)

    async def store(self, request: Request) -> Response:
        """Graph Store HTTP Protocol, reading: `/store?default` and `/store?graph=IRI`."""
        fields = _parse(request.url.query, "the address")
        graphs = _all(fields, "graph")
        if len(graphs) + len(_all(fields, "default")) != 1 or graphs == [""]:
            raise Wrong(400, "ask for one graph: /store?default or /store?graph=IRI")
        media_type = choose(_accept(request), GRAPHS)
        if media_type is None:
            raise _not_acceptable()
        job = {"do": "dump", "graph": graphs[0] if graphs else "", "graphs": media_type}
        return await self._answer(request, job)

    async def home(self, _: Request) -> Response:
        """The page that `kg build` wrote; without one, the editor."""
        page = self.stock.page
        if page is None:
            return RedirectResponse("/ask", 307)
        policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return FileResponse(page, media_type="text/html; charset=utf-8", headers=policy)

    async def ask(self, _: Request) -> Response:
        """The editor of questions."""
        text, policy = ask_page(has_page=self.stock.page is not None)
        return Response(
            text,
            media_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": policy},
        )

    async def watch(self, every: float = 1.0) -> None:
        """Look at the files now and then, and serve what is in them."""
        while True:
            await asyncio.sleep(every)
            if await asyncio.to_thread(self.stock.has_changed):
                before = await asyncio.to_thread(self.stock.renew)
                if before is not None:
                    async with self.workers.alone():  # nobody reads the old store any more
                        await asyncio.to_thread(shutil.rmtree, before)

    async def _change(self, text: str) -> None:
        _check(await self.workers.update({"do": "update", "text": text}))

    async def _answer(self, request: Request, job: Mapping[str, Any]) -> Response:
        """Have a job done into a file, and send that."""
        file = self.workers.new_file()
        try:
            reply = await _while_there(request, self.workers.do({**job, "into": str(file)}))
            _check(reply)
            size = file.stat().st_size
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        media_type = str(reply["media_type"])
        return StreamingResponse(
            _pieces(file),
            media_type=f"{media_type}; charset=utf-8" if "text/" in media_type else media_type,
            headers={"Content-Length": str(size)},
        )


async def _fields(request: Request, name: str, media_type: str, advice: str) -> Fields:
    """The fields of a request, from its address and its form; a plain body is the field `name`."""
    fields = _parse(request.url.query, "the address")
    if request.method != "POST":
        return fields
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong(400, f"the body is not UTF-8: {error}") from error
    if given == FORM:
        return fields + _parse(text, "the form")
    if given == media_type:
        return [*fields, (name, text)]
    raise Wrong(415, f"{given or 'a body without a type'} is not understood; {advice}")


def _parse(text: str, where: str) -> Fields:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Wrong(400, f"{where} is not a form in UTF-8: {error}") from error


def _all(fields: Fields, name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _only(fields: Fields, name: str, advice: str) -> str:
    values = _all(fields, name)
    if len(values) != 1:
        raise Wrong(400, f"{len(values) or 'no'} {name} given, one is wanted; {advice}")
    return values[0]


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _not_acceptable() -> Wrong:
    return Wrong(
        406,
        f"tables come as {', '.join(RESULTS)}; graphs come as {', '.join(GRAPHS)}",
    )


def _check(reply: Mapping[str, Any]) -> None:
    if "refused" in reply:
        raise Wrong(STATUSES[reply["refused"]], reply["message"])


async def _while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do some work, and give it up when the asker goes away."""
    task = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_leave(request))
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Wrong(499, "nobody waits for this answer")
        return task.result()
    finally:
        task.cancel()
        leaving.cancel()
        await asyncio.gather(task, leaving, return_exceptions=True)


async def _leave(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    """The content of a file, which is removed in the end."""
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    finally:
        path.unlink(missing_ok=True)
