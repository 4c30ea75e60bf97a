"""Reading of NumPy's files, one thread at a time.

NumPy reads a header with Python's `ast`, in which two threads trip over each other (python/cpython#106905).
"""

import threading

ONE_AT_A_TIME = threading.Lock()
"""Held while headers are read."""
