"""The application: its addresses, its doorkeeper, and what it answers when it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.server.endpoint import Endpoint, Wrong
from kg.server.guards import Doorkeeper, TooLarge
from kg.server.stores import Stock
from kg.server.workers import LimitHit, Limits, Workers


def make_app(
    stock: Stock, limits: Limits, *, names: Sequence[str] = (), origins: Sequence[str] = ()
) -> Starlette:
    """The server of an open stock, for any ASGI server.

    `names` are the host names that it is called by, beside localhost and addresses. Pages of
    `origins` (`https://yasgui.org`) may ask as well.
    """
    workers = Workers(stock, limits)
    endpoint = Endpoint(stock, workers)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.ensure_future(endpoint.watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await workers.close()

    app = Starlette(
        routes=[
            Route("/", endpoint.home),
            Route("/ask", endpoint.ask),
            Route("/query", endpoint.query, methods=["GET", "POST"]),
            Route("/update", endpoint.update, methods=["POST"]),
            Route("/store", endpoint.store),
        ],
        middleware=[Middleware(Doorkeeper, names=names, origins=origins)],
        exception_handlers={
            404: _not_found,
            405: _not_allowed,
            LimitHit: _limit_hit,
            TooLarge: _too_large,
            Wrong: _wrong,
        },
        lifespan=lifespan,
    )
    app.state.workers = workers
    return app


def _say(status: int, words: object, **headers: str) -> Response:
    return PlainTextResponse(f"{words}\n", status, headers=headers)


async def _not_found(request: Request, _: Exception) -> Response:
    return _say(404, f"nothing is at {request.url.path}; there are /, /ask, /query and /store")


async def _not_allowed(request: Request, error: Exception) -> Response:
    allowed = getattr(error, "headers", None) or {}
    return _say(405, f"{request.url.path} takes no {request.method}", **allowed)


async def _limit_hit(_: Request, error: Exception) -> Response:
    return _say(503, error)


async def _too_large(_: Request, error: Exception) -> Response:
    return _say(413, error)


async def _wrong(_: Request, error: Exception) -> Response:
    assert isinstance(error, Wrong)
    return _say(error.status, error)
