"""The page: the whole graph in one HTML file that opens from disk, with no network.

`page` gives the file's text, `write_page` writes it. Everything is inlined (pyvis's own copy of
vis-network among it), nothing is fetched, and a Content-Security-Policy forbids what is not ours.
Texts from articles travel as JSON and are put on the page as text, never as markup.
"""

from kg.page.html import page, write_page

__all__ = ["page", "write_page"]
