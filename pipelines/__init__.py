"""Tallywire's pipeline: reading articles, extracting claims, and the Dagster glue around both."""
