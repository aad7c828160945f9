"""Of channels, deliveries and reports."""
