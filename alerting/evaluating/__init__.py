"""From signals to alerts: the pass that reads what recorders told, has it evaluated, and writes what follows."""
