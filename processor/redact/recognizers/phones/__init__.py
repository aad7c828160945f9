"""Phone numbers: international ones by themselves, national ones by their punctuation or a word that says phone.

Bare digits without a word are never phones: they are ids. Where a rule is:

- `plans`: which numbers a country assigns, as libphonenumber knows them.
- `runs`: how a run of digits and punctuation is read as one number, and where it ends.
- `shapes`: numbers that show by their own form what they are.
- `words`: words that say phone, and how sure each is.
- `named`: the number before or behind such a word.
- `parties`: the ends of calls and messages, as gateways, messengers, exchanges and databases write them.
- `lookalikes`: orders, dates, amounts and other numbers that are none.
"""

from processor.redact.recognizers.phones import named, parties, shapes

DETECTORS = (*shapes.DETECTORS, *named.DETECTORS, *parties.DETECTORS)
