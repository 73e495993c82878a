"""Opens a page in headless Chromium, with no network, and takes the time in the page itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")

# Notes when the overview stands, in words and as a picture, at the first frame after it.
WATCH_OWN = """
    const look = () => {
      const stands = document.querySelector("#panel h2") && document.querySelector("#graph canvas");
      if (stands) console.log("usable", performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
# pyvis draws when its physics have come to rest, or after a thousand rounds of them.
WATCH_PYVIS = """
    const rested = () => console.log("usable", performance.now());
    const look = () => {
      if (window.network && window.network.once) {
        window.network.once("stabilizationIterationsDone", rested);
      } else setTimeout(look, 5);
    };
    look();
"""
FIRST_PAINT = """
    () => new Promise((resolve) => {
      const seen = (list) => list.getEntriesByName("first-contentful-paint")
        .forEach((entry) => resolve(entry.startTime));
      new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
      setTimeout(() => resolve(null), 2000);
    })
"""
# The middle of the times from an event to the end of the first frame that shows what it led to.
TIMED = """
    async (acts) => {
      const took = [];
      for (const act of acts) {
        const before = performance.now();
        act();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        took.push(performance.now() - before);
      }
      return took.sort((one, other) => one - other)[took.length >> 1];
    }
"""
SEARCH = f"""
    () => ({TIMED})(["a", "an", "ko", "sen", "ada b", "kowalszky", ""].map((letters) => () => {{
      const input = document.querySelector("#search");
      input.value = letters;
      input.dispatchEvent(new Event("input"));
    }}))
"""
FILTER = f"""
    () => ({TIMED})([0, 3, 0, 4, 3, 4].map((status) => () =>
      document.querySelectorAll("[data-facet=status] input[type=checkbox]")[status].click()))
"""


@dataclass(frozen=True)
class Opened:
    """Seconds to the first paint and until it is usable, milliseconds to search and to filter."""

    first_paint: float | None
    usable: float | None
    search: float | None = None
    filter: float | None = None


def open_own(file: Path, patience: float) -> Opened:
    """Open kg's page, search and filter; `patience` in seconds."""
    with _tab() as tab:
        first, usable = _open(tab, file, WATCH_OWN, patience)
        if usable is None:
            return Opened(first, None)
        return Opened(first, usable, tab.evaluate(SEARCH), tab.evaluate(FILTER))


def open_pyvis(file: Path, patience: float) -> Opened:
    """Open a page of pyvis; it has neither search nor filters by default."""
    with _tab() as tab:
        return Opened(*_open(tab, file, WATCH_PYVIS, patience))


@contextmanager
def _tab() -> Iterator[Any]:
    """A tab of a browser of its own, which can be left in the middle of a script."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS), timeout=120_000
        )
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


def _open(tab: Any, file: Path, watch: str, patience: float) -> tuple[float | None, float | None]:
    """Seconds to the first paint and until usable, None where `patience` ended first."""
    tab.add_init_script(watch)
    try:
        with tab.expect_console_message(
            lambda message: message.text.startswith("usable"), timeout=patience * 1000
        ) as waiting:
            tab.goto(file.as_uri(), wait_until="commit")
    except TimeoutError:
        return None, None
    usable = float(waiting.value.text.split()[1])
    paint = tab.evaluate(FIRST_PAINT) or usable  # a page of nothing but a canvas reports no paint
    return paint / 1000, usable / 1000
