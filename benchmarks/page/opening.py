"""Opens a page in headless Chromium, with no network, and takes the time in the page itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")

# Notes when the overview stands, in words and as a picture, at the first frame after it.
WATCH_OWN = """
    const look = () => {
      const stands = document.querySelector("#panel h2") && document.querySelector("#graph canvas");
      if (stands) window.usable = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
# pyvis draws when its physics have come to rest, or after a thousand rounds of them.
WATCH_PYVIS = """
    const rested = () => { window.usable = performance.now(); };
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
USABLE = """
    (patience) => new Promise((resolve) => {
      const look = () => {
        if (window.usable || performance.now() > patience) resolve(window.usable || null);
        else setTimeout(look, 20);
      };
      look();
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


@contextmanager
def start_browser() -> Iterator[Any]:
    """Chromium without a window."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


def open_own(browser: Any, file: Path, patience: float) -> Opened:
    """Open kg's page, search and filter; `patience` in seconds."""
    with _tab(browser, file, WATCH_OWN, patience) as tab:
        first, usable = _opened(tab, patience)
        if usable is None:
            return Opened(first, None)
        return Opened(first, usable, tab.evaluate(SEARCH), tab.evaluate(FILTER))


def open_pyvis(browser: Any, file: Path, patience: float) -> Opened:
    """Open a page of pyvis; it has neither search nor filters by default."""
    with _tab(browser, file, WATCH_PYVIS, patience) as tab:
        return Opened(*_opened(tab, patience))


@contextmanager
def _tab(browser: Any, file: Path, watch: str, patience: float) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(patience * 1000)
    tab.add_init_script(watch)
    try:
        tab.goto(file.as_uri(), wait_until="commit")
        yield tab
    finally:
        context.close()


def _opened(tab: Any, patience: float) -> tuple[float | None, float | None]:
    """Seconds to the first paint and until usable, as far as they came in time."""
    usable = tab.evaluate(USABLE, patience * 1000)
    paint = tab.evaluate(FIRST_PAINT) or usable  # a page of nothing but a canvas reports no paint
    return paint and paint / 1000, usable and usable / 1000
