"""Kinds of channels, each a pure pair: message to request, answer to receipt."""
