"""The gateway: bytes in, RawEvents on the log. It needs the log and its cache of keys, and nothing else."""
