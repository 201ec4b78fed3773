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
        select i, i // 4 as article, (i // 1000)::integer as day, hash(i) % 1000 as draw,
            hash(i // 4, 'who') % 40 as who, hash(i // 4, 'side') % 3 as side,
            hash(i, 'place') % 5 as place, hash(i // 4, 'harm') % 20 as harm,
            hash(i, 'period') % 20 as period, i % 4 > 0 and draw % 3 = 0 as is_part,
            hash(i, 'low')::hugeint % 900 + 1 as n
        from range({claims}) as r(i)
    ),
    timed as (
        select *, period < 10 as is_total,
            date '2022-02-24' + case
                when is_total then 0 when period < 14 then day - 6 else day
            end as period_start,
            -- Parts are small; all but a few totals rise from day to day; weeks hold their days.
            if(is_part, n // 10, n) + case
                when is_part and draw < 990 then 0
                when is_total then if(draw < 998, day, day // 2) * 1000
                when period < 14 then 6300
                when i % 4 = 0 then 270 else 0
            end as figure_value
        from drawn
    )
    select
        format('c{{:012d}}', i) as claim_id, format('a{{:09d}}', article) as article_id,
        1 as version, 'bench' as extractor_version, (20 + i % 4 * 60)::integer as start,
        (20 + i % 4 * 60 + 6)::integer as "end", lpad(n::varchar, 6, '0') as figure,
        false as implicit,
        case
            when harm < 9 then 'killed' when harm < 15 then 'wounded'
            when harm < 17 then 'casualties' else 'equipment'
        end as category,
        if(harm < 17, null, 'kind ' || harm) as equipment, figure_value::bigint as value,
        null::bigint as value_to, if(draw % 10 > 0, 'exact', 'at_least') as qualifier,
        figure_value::bigint as low,
        case when draw % 10 > 0 then figure_value::bigint end as high,
        true as low_closed, true as high_closed, draw % 7 = 0 as approximate,
        'side ' || side as victim_side, 'military' as victim_class,
        lpad(n::varchar, 6, '0') || if(draw % 9 = 0, ' officers', ' soldiers') as victim_text,
        'Ministry ' || who as claimant, 'the ministry' as claimant_text,
        null::varchar as relay, 'direct' as attribution, 'said' as cue, null::varchar as hedge,
        period_start, date '2022-02-24' + day as period_end,
        case when is_total then 'since' when period < 14 then 'span' else 'day' end as period_kind,
        is_total as cumulative, if(draw % 4 = 0, null, 'Place ' || place) as place,
        null::varchar as place_text, 'not_stated' as verification,
        case when is_part then format('c{{:012d}}', article * 4) end as part_of,
        null::varchar as restates, 0.9::double as confidence, '[]' as evidence,
        'text' as source_kind, 'Sample Wire' as publisher,
        timestamp '2022-02-24' + to_days(day) as published_at,
        null::varchar as url, null::varchar as title, 'en' as language,
        format('o{{:09d}}', article // 3) as origin_id, 'actor ' || who as claimant_id,
        'Ministry ' || who as claimant_name, null::varchar as claimant_kind,
        null::varchar as claimant_side, null::varchar as relay_id,
        if(draw % 4 = 0, null, 'place ' || place) as place_id,
        'It said that ' || lpad(n::varchar, 6, '0') || ' were killed.' as sentence,
        date '2022-02-24' + day as as_of
    from timed
"""

PLACES = """
    create or replace table core.place as
    select 'place ' || i as place_id, 'Place ' || i as name, 'settlement' as kind,
        'ukraine' as country
    from range(5) as r(i)
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
    create or replace table core.article as select article_id, text from raw.article_version;
"""


def generate(con, claims):
    """Fill core.claim and the raw tables behind it with sound claims, four an article."""
    con.execute("create schema if not exists raw; create schema if not exists core")
    con.execute(CLAIMS.format(claims=claims))
    con.execute(PLACES)
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
