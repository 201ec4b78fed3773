"""The claims core: text in, claims out.

Stages, one module each: gate → segment → mentions → dates, quantities → tokens → chunks →
predicates → (victims, attribution, periods, places, certainty) → links → claims. Pure: the same
text and the same lexicon give the same claims; no framework, no database, no network.
"""

from pipelines.claims.extract import extract_claims
from pipelines.claims.frame import READ_LANGUAGES, extract_frame, extractor_version

__all__ = ["READ_LANGUAGES", "extract_claims", "extract_frame", "extractor_version"]
