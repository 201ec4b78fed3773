"""The only code that reaches the network: feeds, news sitemaps and the pages they name, to files.

Belongs here: asking for an address safely and politely, and what is remembered between two askings.
Does not belong here: reading articles out of what came (`articles`), storing them, or deciding that
something is to be fetched: that is a source of the user's configuration, asked for by the user.

The way of one request: `web_address` refuses odd addresses, `guard` resolves the host and refuses
private ones, `client` sends the request within limits and follows redirects, `politeness` waits
between requests and asks robots.txt, `listings` and `sitemap` name pages, `fetched` puts it
together, `state` remembers, `errors` tell what went wrong.
"""

from pipelines.fetching.client import Limits
from pipelines.fetching.errors import FetchError
from pipelines.fetching.fetched import Fetched, FetchedFile, FetchRequest, Refusal, fetch

__all__ = [
    "FetchError",
    "FetchRequest",
    "Fetched",
    "FetchedFile",
    "Limits",
    "Refusal",
    "fetch",
]
