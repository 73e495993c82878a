"""Measurements of speed and size, each as a ratio to a named baseline in the same run."""
