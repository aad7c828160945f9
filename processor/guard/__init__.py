"""One record that ends the process that works on it must not stop the pipeline.

What a process has in hand is written where it outlives the process. Who starts after a process that ended with something
in hand has it worked on one record at a time, and a record that ended three processes in a row while each worked on it
alone is dead, so that the rest goes on.
"""

from processor.guard.guard import DEATHS, Guard, Guards, open_guards

__all__ = ["DEATHS", "Guard", "Guards", "open_guards"]
