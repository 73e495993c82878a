"""Serves a graph on this machine: a SPARQL endpoint, the page, and an editor of questions.

It needs starlette and uvicorn, which come with `pip install "kg[serve]"`. `make_app` gives an
application for any ASGI server, `run` runs it. What it lets in and what not is told in
`docs/serve.md`.
"""

from kg.server.app import make_app
from kg.server.running import HOST, PORT, address_of, is_local, listen, run
from kg.server.stores import Stock
from kg.server.workers import Limits

__all__ = [
    "HOST",
    "PORT",
    "Limits",
    "Stock",
    "address_of",
    "is_local",
    "listen",
    "make_app",
    "run",
]
