"""How long the rules take on many generated claims; run by hand, not a test.

python tests/expectations/bench_rules.py 1000000
"""

import datetime as dt
import sys
import time

import duckdb

from expectations.rulebook import load_rules, run_rules
from expectations.structure import structure_results

CLAIMS = """
    create or replace table core.claim as
    with drawn as (
        select i, i // 4 as article, hash(i) % 1000 as draw, hash(i, 'low')::hugeint % 900 + 1 as n
        from range({claims}) as r(i)
    )
    select
        format('c{{:012d}}', i) as claim_id, format('a{{:09d}}', article) as article_id,
        1 as version, 'bench' as extractor_version, (20 + i % 4 * 60)::integer as start,
        (20 + i % 4 * 60 + 6)::integer as "end", lpad(n::varchar, 6, '0') as figure,
        false as implicit, if(draw < 500, 'killed', 'wounded') as category,
        null::varchar as equipment, n::bigint as value, null::bigint as value_to,
        'exact' as qualifier,
        if(draw % 2 = 0, i // 1000 * 10 + n, n)::bigint as low,
        case when draw % 10 > 0 then if(draw % 2 = 0, i // 1000 * 10 + n, n) end::bigint as high,
        true as low_closed, true as high_closed, draw % 7 = 0 as approximate,
        'side ' || draw % 3 as victim_side, 'military' as victim_class, 'soldiers' as victim_text,
        'Ministry ' || draw % 40 as claimant, 'the ministry' as claimant_text,
        null::varchar as relay, 'direct' as attribution, 'said' as cue, null::varchar as hedge,
        date '2022-02-24' + if(draw % 2 = 0, 0, (i // 1000)::integer) as period_start,
        date '2022-02-24' + (i // 1000)::integer as period_end, 'day' as period_kind,
        draw % 2 = 0 as cumulative, 'Place ' || draw % 5 as place, null::varchar as place_text,
        'not_stated' as verification,
        case when i % 4 > 0 and draw % 3 = 0 then format('c{{:012d}}', article * 4) end as part_of,
        null::varchar as restates, 0.9::double as confidence, '[]' as evidence,
        'text' as source_kind, 'Sample Wire' as publisher,
        timestamp '2022-02-24' + to_days((i // 1000)::integer) as published_at,
        null::varchar as url, null::varchar as title, 'en' as language,
        format('o{{:09d}}', article // 3) as origin_id, 'actor ' || draw % 40 as claimant_id,
        'Ministry ' || draw % 40 as claimant_name, null::varchar as claimant_kind,
        null::varchar as claimant_side, null::varchar as relay_id, 'place ' || draw % 5 as place_id,
        'It said that ' || lpad(n::varchar, 6, '0') || ' were killed.' as sentence,
        date '2022-02-24' + (i // 1000)::integer as as_of
    from drawn
"""

RAW = """
    create or replace table raw.claim as
    select * exclude (source_kind, publisher, published_at, url, title, language, origin_id,
        claimant_id, claimant_name, claimant_kind, claimant_side, relay_id, place_id, sentence,
        as_of)
    from core.claim;
    create or replace table raw.extraction as
    select article_id, version, extractor_version, count(*)::integer as n_claims, 'r' as run_id
    from raw.claim group by all;
    create or replace table raw.article_version as
    with texts as (
        select article_id, string_agg(
            rpad('Здесь', 14, ' ') || 'killed' || figure || rpad('', 34, 'x'), '' order by start
        ) || repeat(' filler', 300) as text
        from raw.claim group by article_id
    )
    select article_id, 1 as version, null::varchar as url, 'Sample Wire' as publisher,
        null::varchar as title, null::varchar as byline, now() as published_at,
        now() as retrieved_at, 'en' as language, text, sha256(text) as text_sha256,
        null::varchar as raw_sha256, null::varchar as media_type, null::varchar as source_path,
        null::varchar as source, 0 as n_replaced,
        'r' as run_id
    from texts;
"""


def generate(con, claims):
    """Fill core.claim and the raw tables behind it with sound claims, four an article."""
    con.execute("create schema if not exists raw; create schema if not exists core")
    con.execute(CLAIMS.format(claims=claims))
    con.execute(RAW)


def main(claims):
    con = duckdb.connect()
    con.execute("set threads = 2")
    generate(con, claims)
    for rule in load_rules():
        started = time.perf_counter()
        found = run_rules(con, dt.datetime.now(dt.UTC), [rule])
        print(f"{rule.rule_id} {time.perf_counter() - started:.1f} s, {found.height} findings")
    for table in ("raw.article_version", "raw.claim", "raw.extraction", "core.claim"):
        started = time.perf_counter()
        results = structure_results(con, table)
        failed = [result.name for result in results if not result.success]
        print(f"{table} {time.perf_counter() - started:.1f} s, failed: {failed}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
