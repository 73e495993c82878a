"""Runs the application on a port of this machine until it is told to stop."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

import uvicorn

from kg.errors import ServerError
from kg.server.app import make_app
from kg.server.stores import Stock
from kg.server.workers import Limits, Workers

HOST = "127.0.0.1"
PORT = 7878


class _Server(uvicorn.Server):
    """Uvicorn, but Ctrl-C and SIGTERM end it at once, tidily, and without an error."""

    def __init__(self, config: uvicorn.Config, workers: Workers) -> None:
        super().__init__(config)
        self._workers = workers

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._workers.close()  # who still waits for an answer is told so
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(host: str = HOST, port: int | None = None) -> socket.socket:
    """A socket that listens; without a port it is 7878, or a free one if that is taken.

    ServerError if the host or the port cannot be had.
    """
    try:
        return _bind(host, PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno is not None and not isinstance(error, socket.gaierror):
            with contextlib.suppress(OSError):
                return _bind(host, 0)
        why = error.strerror or error
        raise ServerError(
            f"{host} port {PORT if port is None else port} cannot be had: {why}; "
            "give another with --host and --port"
        ) from error


def _bind(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address[:2], family=family)


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser: `http://127.0.0.1:7878/`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_local(listening: socket.socket) -> bool:
    """Whether only programs on this machine can reach a socket."""
    host = str(listening.getsockname()[0])
    return host.startswith("127.") or host == "::1"


def run(
    stock: Stock,
    listening: socket.socket,
    limits: Limits,
    *,
    names: Sequence[str] = (),
    origins: Sequence[str] = (),
    started: Callable[[], None] = lambda: None,
) -> None:
    """Serve an open stock on a socket until SIGINT or SIGTERM; `started` is called at the start."""
    if hasattr(signal, "SIGPIPE") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # who hangs up ends a request, no more
    app = make_app(stock, limits, names=names, origins=origins)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=20,
        lifespan="on",
        ws="none",
    )
    started()
    _Server(config, app.state.workers).run(sockets=[listening])
