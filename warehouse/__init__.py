"""The warehouse: opening, loading, modelling, checksumming and publishing the DuckDB file.

Belongs here: everything that touches DuckDB, the DDL (`ddl/`) and the dbt project (`models/`,
`macros/`, `tests/`). Does not belong here: reading articles, extracting claims, judging figures,
and Dagster.
"""
