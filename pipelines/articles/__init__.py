"""Raw inputs in, article versions out: reading, cleaning, identity and copies.

Belongs here: everything between a path that a user names and a row of `raw.article_version` or
`raw.rejected_input`. Does not belong here: storing those rows (`warehouse`), finding claims in them
(`pipelines.claims`), or any network access: inputs are files.

The way of one input: `inbox` finds the file, a module of `readers` turns its bytes into drafts
(through `decoding`, `cleaning`, `metadata` and `dates`), `identity` gives each draft its article_id
and version, `batches` puts them into frames. `syndication` finds the reprints of one text,
`figure_changes` what changed between two.
"""

from pipelines.articles.addresses import canonical_url, plain_url
from pipelines.articles.batches import Batch, read_entries, read_inputs
from pipelines.articles.draft import InputFile, ReadOptions, Rejection, Undated
from pipelines.articles.identity import Known
from pipelines.articles.inbox import InboxError, find_files
from pipelines.articles.metadata import Metadata
from pipelines.articles.quarantine import Quarantine

__all__ = [
    "Batch",
    "InboxError",
    "InputFile",
    "Known",
    "Metadata",
    "Quarantine",
    "ReadOptions",
    "Rejection",
    "Undated",
    "canonical_url",
    "find_files",
    "plain_url",
    "read_entries",
    "read_inputs",
]
