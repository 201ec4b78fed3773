"""Run the structure checks of a table through Great Expectations.

Belongs here: the way from a suite (data) to Great Expectations and back to `CheckResult`. Does not
belong here: the checks themselves (see `suites`). Great Expectations takes seconds to import, so
it is imported inside functions; nothing is written to disk and nothing is sent anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any, TypeAlias

from expectations.checks import Check, Columns, Expected, Filled, OneOf, Rows, Suite, Unique
from expectations.connection import Connection
from expectations.results import SAMPLE_ROWS, CheckResult
from expectations.suites import SUITES

TOTAL = "offending_rows"

Validated: TypeAlias = list[Any]
"""Results of Great Expectations, one an expectation."""


def structure_tables() -> tuple[str, ...]:
    """Return the tables that have structure checks, named `schema.table`."""
    return tuple(SUITES)


def structure_checks(table: str) -> tuple[Check, ...]:
    """Return the checks of `table` without running them; KeyError for a table without a suite."""
    return SUITES[table].checks


def structure_results(
    con: Connection, table: str, names: Collection[str] | None = None
) -> list[CheckResult]:
    """Run the structure checks of `table` and return one result a check, in suite order.

    `names` limits the run to these checks; by default all of them run.

    `con` is the open warehouse; the checks read through a cursor of it and see what is committed.
    Raises KeyError for a table without a suite and RuntimeError where a check could not be run (a
    missing table, say): a check that did not run has not passed.
    """
    suite = SUITES[table]
    return run_suite(con, suite, [c for c in suite.checks if names is None or c.name in names])


def run_suite(con: Connection, suite: Suite, checks: Sequence[Check]) -> list[CheckResult]:
    """Run `checks` on the table of `suite` and return one result a check, in the given order."""
    return validate_suite(con, suite, checks)[0]


def validate_suite(
    con: Connection, suite: Suite, checks: Sequence[Check]
) -> tuple[list[CheckResult], Validated]:
    """Run `checks` as `run_suite` does; return beside the results those of Great Expectations."""
    batch = _open_batch(con, suite.table)
    validated = _validate(batch, suite, [item for check in checks for item in check.expected])
    outcomes = iter([_outcome(suite.table, result) for result in validated])
    results = [
        _result(suite.table, check, islice(outcomes, len(check.expected))) for check in checks
    ]
    return results, validated


def _open_batch(con: Connection, table: str) -> Any:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
    )

    from expectations.dialect import URL, engine_options

    schema, name = table.split(".")
    memory = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    config = DataContextConfig(store_backend_defaults=memory)
    context: Any = gx.get_context(mode="ephemeral", project_config=config)
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_sql(
        "warehouse", connection_string=URL, kwargs=engine_options(con)
    )
    asset = source.add_table_asset(table, table_name=name, schema_name=schema)
    return asset.add_batch_definition_whole_table("all").get_batch()


def _validate(batch: Any, suite: Suite, expected: Sequence[Expected]) -> Validated:
    """Return the result of each expectation, in the given order.

    Queries return their rows in full detail; column expectations only in summary, as the full
    detail would list every offending row of the table.
    """
    from great_expectations import ExpectationSuite

    column_items = [item for item in expected if not isinstance(item, Rows)]
    row_items = [item for item in expected if isinstance(item, Rows)]
    formats: list[tuple[Sequence[Expected], dict[str, Any]]] = [
        (column_items, {"result_format": "SUMMARY", "unexpected_index_column_names": [*suite.key]}),
        (row_items, {"result_format": "COMPLETE"}),
    ]
    outcomes: dict[int, Any] = {}
    for items, result_format in formats:
        if not items:
            continue
        result_format["partial_unexpected_count"] = SAMPLE_ROWS
        gx_suite = ExpectationSuite("structure")
        for number, item in enumerate(items):
            gx_suite.add_expectation(_expectation(item, number))
        validated = batch.validate(gx_suite, result_format=result_format)
        for result in validated.results:
            number = result.expectation_config.meta["number"]
            outcomes[id(items[number])] = result
    return [outcomes[id(item)] for item in expected]


def _expectation(item: Expected, number: int) -> Any:
    import great_expectations.expectations as gx_expectations

    gxe: Any = gx_expectations
    meta = {"number": number}
    match item:
        case Columns():
            return gxe.ExpectTableColumnsToMatchSet(
                column_set=[*item.names], exact_match=False, meta=meta
            )
        case Filled():
            return gxe.ExpectColumnValuesToNotBeNull(column=item.column, meta=meta)
        case Unique():
            return gxe.ExpectColumnValuesToBeUnique(column=item.column, meta=meta)
        case OneOf():
            return gxe.ExpectColumnValuesToBeInSet(
                column=item.column, value_set=[*item.allowed], meta=meta
            )
        case Rows():
            return gxe.UnexpectedRowsExpectation(
                unexpected_rows_query=_bounded(item.query), meta=meta
            )


def _bounded(query: str) -> str:
    """Return a query for the first offending rows, each with the number of all of them."""
    return f"""
        with batch as (select * from {{batch}})
        select *, count(*) over () as {TOTAL} from ({query}) as offending limit {SAMPLE_ROWS}
    """


def _outcome(table: str, result: Any) -> tuple[int, list[dict[str, Any]]]:
    config = result.expectation_config
    error = _error(result.exception_info)
    if error is not None:
        raise RuntimeError(f"{table}: {config.type} could not be run: {error}")
    if result.success:
        return 0, []
    if config.type == "expect_table_columns_to_match_set":
        missing = result.result["details"]["mismatched"]["missing"]
        return len(missing), [{"missing_column": name} for name in missing]
    if config.type == "unexpected_rows_expectation":
        found = [dict(row) for row in result.result["details"]["unexpected_rows"]]
        return max(row.pop(TOTAL) for row in found), found
    sample = result.result["partial_unexpected_index_list"]
    return result.result["unexpected_count"], [dict(row) for row in sample]


def _error(raised: Any) -> str | None:
    """Return the first line of what went wrong: told flat, or once for each metric."""
    told = [raised] if "raised_exception" in raised else list((raised or {}).values())
    for entry in told:
        if entry["raised_exception"]:
            return str(entry["exception_message"]).split("\n", 1)[0]
    return None


def _result(table: str, check: Check, outcomes: Iterable[tuple[int, Any]]) -> CheckResult:
    found = list(outcomes)
    count = sum(number for number, _ in found)
    shown = [row for _, sample in found for row in sample][:SAMPLE_ROWS]
    return CheckResult(
        name=check.name,
        table=table,
        success=count == 0,
        unexpected_count=count,
        sample=shown,
        blocking=check.blocking,
        description=check.description,
    )
