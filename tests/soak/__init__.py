"""A soak: a numbered stream at full speed while everything that runs is killed and started again; then the books."""
