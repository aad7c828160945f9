"""What goes out to people: channels, reports, every delivery with what became of it, and the answers from Slack."""
