"""Ours comes first: a package of the test group brings a folder of this name too."""
