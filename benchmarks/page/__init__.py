"""How large a graph the page can carry, and how fast it answers."""
