"""Measurements of speed and size, each as a ratio to a baseline in the same run; of accuracy."""
