"""How well the trained model understands: `bot/.venv/bin/python -m bot.understanding` (make evaluate)."""
