"""From signals to alerts: the pass that reads signals, evaluates them, and writes what follows."""
