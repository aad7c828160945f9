"""One file per kind of value: the shapes to look for and what tells them from their look-alikes."""
