"""The shop: ordinary code with ordinary mistakes, each of them really made. Nothing here knows that it is a demo."""
