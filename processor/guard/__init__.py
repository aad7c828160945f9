"""One record that ends the process that works on it must not stop the pipeline.

What a process has in hand is written where it outlives the process. After one that ended with something in hand, those
records are tried one at a time; a record that ended three processes in a row, each at work on it alone, is dead, and
the rest goes on.
"""

from processor.guard.guard import DEATHS, Guard, Guards, open_guards

__all__ = ["DEATHS", "Guard", "Guards", "open_guards"]
