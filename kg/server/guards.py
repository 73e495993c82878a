"""What is let in before any question is read: own names, own pages, bodies of a sane size."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 1_000_000  # bytes

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Accept, Origin",
}


class TooLarge(Exception):  # noqa: N818 - the asker's fault, answered with a status
    """A request has more in its body than is read."""


class Doorkeeper:
    """Lets in who calls the server by its own name, from its own pages or those it was told of.

    A name that is not ours in the Host header means that some web page had its own name resolved
    to this machine (DNS rebinding). An Origin that is not ours means that a page of another site
    asks through the reader's browser; it could not read the answer, but it could ask, and update.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._names = names
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a stranger with 421 or 403; pass everybody else on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        host = headers.get("host", "")
        allowed = origin if origin in self._origins else ""
        answer: Callable[[Scope, Receive, Send], Awaitable[None]] = self._app
        if not is_own_name(host, self._names):
            answer = _refusal(421, f"this server is not called {host!r}")
        elif not allowed and _is_foreign(origin, host, headers):
            answer = _refusal(403, f"pages of {origin or 'other sites'} may not ask this server")
        elif scope["method"] == "OPTIONS" and allowed:
            answer = PlainTextResponse("", 204)
        await answer(scope, receive, _with_headers(send, allowed))


def is_own_name(host: str, names: Collection[str]) -> bool:
    """Whether a Host header names this server: an IP address, localhost, or one of the names.

    A bare address is always good: nobody's name had to be resolved to reach it.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return name in {"localhost", *(one.lower() for one in names)} or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_foreign(origin: str, host: str, headers: Headers) -> bool:
    """Whether a page of another origin asks; to follow a link to here is not to ask."""
    if origin:
        return urlsplit(origin).netloc.lower() != host.lower()
    asks = headers.get("sec-fetch-mode", "") != "navigate"
    return asks and headers.get("sec-fetch-site", "") == "cross-site"


def _refusal(status: int, words: str) -> PlainTextResponse:
    return PlainTextResponse(words + "\n", status)


def _with_headers(send: Send, allowed: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers[name] = value
            headers["Cross-Origin-Resource-Policy"] = "cross-origin" if allowed else "same-origin"
            if allowed:
                headers["Access-Control-Allow-Origin"] = allowed
                headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
                headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        await send(message)

    return send_with_headers


async def read_body(request: Request) -> bytes:
    """The whole body of a request; TooLarge if that is more than `MAX_BODY` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise TooLarge(f"more than {MAX_BODY} bytes are not read")
    return bytes(body)
