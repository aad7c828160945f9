"""One record that ends the process that works on it must not stop the pipeline.

What a process has in hand is written where it outlives the process. After one that ended with something in hand, those
records are tried one at a time; a record that ended three processes in a row, each at work on it alone, or twenty that
had it alone in hand, is dead, and the rest goes on.
"""

from processor.guard.guard import DEATHS, ENDS, Guard, Guards, open_guards

__all__ = ["DEATHS", "ENDS", "Guard", "Guards", "open_guards"]
