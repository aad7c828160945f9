"""RawEvents on the log become issues: decode, normalize, enrich, redact, fingerprint, record."""
