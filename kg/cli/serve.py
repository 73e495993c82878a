"""`kg serve`: a graph as a SPARQL endpoint, with its page and an editor of questions."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.terminal import complain
from kg.errors import ServerError

try:
    import kg.server as server
except ModuleNotFoundError as error:
    if (error.name or "").split(".")[0] not in ("starlette", "uvicorn"):
        raise
    server = None  # type: ignore[assignment]


@app.command("serve")
def serve_command(
    graphs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GRAPH",
            help="A folder that kg build wrote, or RDF files. By default output.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="The port. By default 7878, or a free one.", show_default=False
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            help="A folder that keeps the store for the next time. By default a temporary one.",
            show_default=False,
        ),
    ] = None,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates at /update.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="How many seconds a question may take.")
    ] = 30.0,
    max_answer: Annotated[
        float, typer.Option(min=0.001, help="How many megabytes an answer may have.")
    ] = 64.0,
    max_memory: Annotated[
        int, typer.Option(min=256, help="How many megabytes of memory a question may take.")
    ] = 1024,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many questions are answered at once.")
    ] = 4,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="Pages of this origin may ask too: https://example.org"),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Another name that this server is called by.")
    ] = None,
) -> None:
    """Serve a graph on this machine: SPARQL at /query, its page at /, an editor at /ask.

    It serves the graph anew when its files change. Ctrl-C stops it.
    """
    if server is None:
        raise ServerError(
            'kg serve needs starlette and uvicorn (install them with: pip install "kg[serve]", '
            'or from a copy of the project: pip install ".[serve]")'
        )
    _say_what_happens()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # tidies up, even while it loads
    limits = server.Limits(timeout, max_answer, max_memory, workers)
    stock = server.Stock(graphs or [Path("output")], store, writable)
    try:
        listening = server.listen(host, port)
        complain(f"Loading {', '.join(map(str, stock.places))}")
        stock.open()
        address = server.address_of(listening)
        show_addresses(address, busy=port is None and not address.endswith(f":{server.PORT}/"))
        if not server.is_local(listening):
            complain("Everybody who can reach this machine can ask; there is no password.")
        server.run(
            stock,
            listening,
            limits,
            names=[host, *(allow_host or [])],
            origins=allow_origin or [],
        )
    finally:
        stock.close()
    complain("Stopped.")


class _Complaints(logging.Handler):
    """Prints what happens meanwhile, as all messages are printed."""

    def emit(self, record: logging.LogRecord) -> None:
        complain(self.format(record))


def _say_what_happens() -> None:
    for name, level in (("kg.server", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.addHandler(_Complaints())
        logger.propagate = False


def show_addresses(address: str, *, busy: bool) -> None:
    """Say where the server is."""
    if busy:
        complain("Port 7878 is taken; this is another one.")
    complain(f"Serving {address} (Ctrl-C stops it)")
    complain(f"  the editor   {address}ask")
    complain(f"  the endpoint {address}query")
