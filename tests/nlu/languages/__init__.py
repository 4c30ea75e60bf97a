"""Which language short and longer messages are taken to be in: `python -m tests.nlu.languages` (make evaluate).

`sv.txt`, `en.txt` and `fi.txt` hold messages of one or two words, written by hand; `any.txt` holds what
could be in any of the three (names of programs, figures) and is to stay in the conversation's language.
Longer messages are the held-out lines and the open set's questions of three words or more.
Every message is asked three times, once after each language: an unsure detector cannot be lucky.
"""
