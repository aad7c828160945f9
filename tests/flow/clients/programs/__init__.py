"""Programs that fail, each watched by the real SDK: started as `python -m`, DSN in the environment, ids on stdout."""
