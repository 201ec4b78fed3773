"""The Data Docs: what every check expects of its table, and what it found, as static pages.

Belongs here: pages rendered by Great Expectations and what makes them safe to serve. Does not
belong here: the checks, or serving (`dashboards`).

Great Expectations writes values into its pages as they are, loads style and scripts from other
hosts, and numbers its elements at random. So it is given no value of the data: offending rows stand
in a table of ours, escaped. From its pages only plain elements are kept, and nothing that loads.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import html as markup

from expectations.checks import Suite
from expectations.connection import Connection
from expectations.results import CheckResult
from expectations.rulebook import load_rules, rule_check
from expectations.structure import Validated, validate_suite
from expectations.suites import SUITES
from expectations.volume import volume_suites

STYLE = Path(__file__).parent / "datadocs.css"
COUNTS = ("element_count", "unexpected_count", "unexpected_percent", "missing_count")
"""What a page of Great Expectations may say of a result: numbers."""

DROPPED = (
    "//script | //link | //style | //meta | //img | //svg | //nav | //iframe | //object | //embed"
    " | //base | //form | //input | //button"
    " | //*[contains(concat(' ', @class, ' '), ' sticky ')]"
    " | //*[contains(concat(' ', @class, ' '), ' collapse ')]"
    " | //*[@data-toggle = 'collapse']"
)
KEPT_ATTRIBUTES = frozenset({"class", "colspan", "rowspan"})

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>{title}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _TablePage:
    suite: Suite
    results: list[CheckResult]
    body: str


def build_datadocs(con: Connection, suites: Iterable[Suite], folder: Path) -> list[Path]:
    """Run suites, write an index and a page a table into `folder`, and return the files.

    Tables that are not built yet are left out. Equal data gives equal bytes. Pages of earlier
    builds that no suite makes any longer are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = [_table_page(con, suite) for suite in suites if _exists(con, suite.table)]
    written = {"style.css": STYLE.read_text(encoding="utf-8"), "index.html": _index(pages)}
    for page in pages:
        written[f"{page.suite.table}.html"] = _page(page.suite.table, page.body)
    for stale in folder.glob("*.html"):
        if stale.name not in written:
            stale.unlink()
    for name, text in written.items():
        unfinished = folder / f".{name}.unfinished"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / name)
    return [folder / name for name in written]


def documented_suites(now: dt.datetime) -> list[Suite]:
    """Return one suite a table: its structure, what is unusual at `now` (UTC), the rules."""
    rules = Suite("flags.finding", ("finding_id",), tuple(map(rule_check, load_rules())))
    documented = dict(SUITES)
    for suite in (*volume_suites(now), rules):
        before = documented.get(suite.table)
        checks = (*before.checks, *suite.checks) if before else suite.checks
        documented[suite.table] = replace(before or suite, checks=checks)
    return list(documented.values())


def _exists(con: Connection, table: str) -> bool:
    rows = con.execute(
        "select count(*) from information_schema.tables "
        "where table_catalog = current_database() and table_schema || '.' || table_name = ?",
        [table],
    ).fetchall()
    return bool(rows[0][0])


def _table_page(con: Connection, suite: Suite) -> _TablePage:
    results, validated = validate_suite(con, suite, suite.checks)
    parts = [
        f"<p><a href='index.html'>All tables</a></p><h1>{html.escape(suite.table)}</h1>",
        *(_check_part(result) for result in results),
        "<h2>In the words of Great Expectations</h2>",
        _rendered(suite.table, validated),
    ]
    return _TablePage(suite, results, "\n".join(parts))


def _check_part(result: CheckResult) -> str:
    grave = "blocks" if result.blocking else "warns"
    state = "passed" if result.success else f"{result.unexpected_count:,} offending rows"
    return (
        f'<section class="{"passed" if result.success else grave}">'
        f"<h3>{html.escape(result.name)}</h3>"
        f"<p>{html.escape(result.description)}</p><p>{grave}: {state}</p>"
        f"{_row_table(result.sample)}</section>"
    )


def _row_table(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{html.escape(str(name))}</th>" for name in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(name))}</td>" for name in rows[0]) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return "" if value is None else html.escape(str(value))


def _rendered(table: str, validated: Validated) -> str:
    """Return the page of Great Expectations about a validation, without values of the data."""
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.render import renderer, view

    for result in validated:
        result.result = {name: result.result[name] for name in COUNTS if name in result.result}
    passed = sum(bool(result.success) for result in validated)
    statistics = {
        "evaluated_expectations": len(validated),
        "successful_expectations": passed,
        "unsuccessful_expectations": len(validated) - passed,
        "success_percent": 100 * passed / max(len(validated), 1),
    }
    whole: Any = ExpectationSuiteValidationResult(
        success=passed == len(validated),
        results=validated,
        suite_name=table,
        suite_parameters={},
        statistics=statistics,
        meta={},
    )
    # Both modules hand out names that they do not declare.
    make_content: Any = vars(renderer)["ValidationResultsPageRenderer"]
    make_page: Any = vars(view)["DefaultJinjaPageView"]
    return plain_body(make_page().render(make_content().render(whole)))


def plain_body(page: str) -> str:
    """Return the body of a page as plain elements: nothing in it runs, loads or leads away.

    >>> plain_body("<body><p onclick='x()' class='a'>5 <b>&lt;i&gt;</b><script>x</script></p>")
    '<div><p class="a">5 <b>&lt;i&gt;</b></p></div>'
    """
    root = markup.document_fromstring(page)
    for element in root.xpath(DROPPED):
        if element.getparent() is not None:
            element.drop_tree()
    kept = root.find_class("ge-section") or [root.find("body")]
    for element in (inner for outer in kept for inner in outer.iter()):
        if not isinstance(element.tag, str):
            continue
        element.tag = {"a": "span", "body": "div"}.get(element.tag, element.tag)
        for name in set(element.attrib) - KEPT_ATTRIBUTES:
            del element.attrib[name]
    text = "\n".join(markup.tostring(part, encoding="unicode", with_tail=False) for part in kept)
    return "\n".join(line for line in text.splitlines() if line.strip())


def _index(pages: Sequence[_TablePage]) -> str:
    lines = list(_index_rows(pages))
    head = "<tr><th>table</th><th>checks</th><th>blocking</th><th>warning</th></tr>"
    return _page(
        "Data Docs",
        "<h1>Data Docs</h1><p>What every check expects of its table, and what it found in the "
        "published snapshot.</p>"
        f"<table><thead>{head}</thead><tbody>{''.join(lines)}</tbody></table>",
    )


def _index_rows(pages: Sequence[_TablePage]) -> Iterator[str]:
    for page in pages:
        failed = [result for result in page.results if not result.success]
        blocking = sum(result.blocking for result in failed)
        table = html.escape(page.suite.table)
        yield (
            f'<tr><td><a href="{table}.html">{table}</a></td><td>{len(page.results)}</td>'
            f"<td>{blocking or ''}</td><td>{len(failed) - blocking or ''}</td></tr>"
        )


def _page(title: str, body: str) -> str:
    return PAGE.format(title=html.escape(title), body=body)
