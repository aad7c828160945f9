"""Add to a normalized event what follows from it: place, browser, system and device, in-app marks, tags.

`enrich(event, lookups)` is pure; what needs data from outside comes in as `Lookups`, which `open_lookups` opens. It
adds to the canonical shape (`processor/normalize`), and never replaces what the SDK said itself:

    user.geo             {country_code, city, subdivision, region} of user.ip_address
    contexts.browser     {name, version}            of the User-Agent
    contexts.client_os   {name, version}            likewise: where the browser runs, not the server
    contexts.device      {family, brand, model}     likewise
    in_app               on every frame of `exception`, `threads` and `stacktrace`
    tags                 what people filter by, see `tags.py`
"""

from processor.enrich.event import enrich
from processor.enrich.lookups import Lookups, open_lookups

__all__ = ["Lookups", "enrich", "open_lookups"]
