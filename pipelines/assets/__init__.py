"""The Dagster assets, one module a stage: articles, claims, models, findings, serving.

Belongs here: which tables exist, what each one needs, and what a materialisation reports. Does not
belong here: the work itself, which is in the packages below; a body is at most fifteen lines.
"""
