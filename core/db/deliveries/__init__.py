"""What goes out: channels, reports, every delivery from the wish to the receipt, and the targets that are called."""
