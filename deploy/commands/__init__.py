"""The subcommands of `redshank`, a module each."""
