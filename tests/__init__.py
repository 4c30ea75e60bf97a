"""Ours, not the package of this name that some libraries leave behind in an environment."""
