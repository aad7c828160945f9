"""`redshank demo`: a little shop in trouble. `shop/` fails, `problems.py` says how often, `run.py` sends it all."""
