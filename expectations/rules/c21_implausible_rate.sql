-- id: C21
-- version: 1
-- name: implausible_rate
-- question: Is a claimant's figure per day far above what it told before?
-- severity: warning
-- grain: one period of one claimant: victims, category, equipment, place, length of the period
-- innocent cause: It was an exceptional day: an offensive, a single strike with many victims.
-- innocent cause: The claimant began to count more: another area, another kind of loss.
-- innocent cause: The figure is for a longer period than the article says.
-- innocent cause: The figure has a digit too many.
with stated as (
    select
        claim_id, published_at, since, until, at_least,
        hash(thing, category, place, until - since) as key
    from stated_claims()
    where speaker is not null and not cumulative and since is not null and until is not null
),
held as (
    select
        key, since, until, min(at_least) as at_least,
        min(at_least) / (until - since + 1) as per_day
    from stated group by key, since, until
),
-- A month of figures tells what is usual; fewer than eight tell nothing.
measured as (
    select
        *, row_number() over series as number,
        median(per_day) over (
            partition by key order by until rows between 30 preceding and 1 preceding
        ) as median_before
    from held window series as (partition by key order by until)
),
-- Below twice the usual, a figure is no surprise, however regular the ones before were; nor is it
-- where one of them came near.
risen as (
    select *, unnest(range(greatest(number - 30, 1), number)) as number_before
    from measured where number > 8 and per_day > 2 * median_before
),
exceeded as (
    select
        risen.key, risen.since, risen.until, risen.at_least, risen.per_day, risen.median_before,
        count(*) as n_before, mad(before.per_day) as mad_before,
        first(before.since order by before.per_day desc, before.until) as highest_since,
        first(before.until order by before.per_day desc, before.until) as highest_until
    from risen
    inner join measured as before
        on risen.key = before.key and risen.number_before = before.number
    group by all
    having
        risen.per_day > risen.median_before + 3 * greatest(mad_before, 1)
        and risen.per_day > 2 * max(before.per_day)
),
named as (
    select
        exceeded.* exclude (day, last_day),
        first(claim_id order by stated.at_least, published_at, claim_id)
        filter (stated.until = exceeded.until) as figure_id,
        first(claim_id order by stated.at_least, published_at, claim_id)
        filter (stated.until < exceeded.until) as highest_id
    from (
        select *, unnest([  -- noqa: AL03
            { 'day': since, 'last_day': until },
            { 'day': highest_since, 'last_day': highest_until }
        ], recursive := true) from exceeded
    ) as exceeded
    inner join stated
        on
            exceeded.key = stated.key and exceeded.day = stated.since
            and exceeded.last_day = stated.until
    group by all
)
select
    [outlier.claim_id, highest.claim_id] as claim_ids,
    to_json([operand('figure', outlier), operand('highest before', highest)]) as operands,
    format(
        '{} {} is {:.1f} a day or more; the {} figures before have a median of {:.1f} and a median '
        || 'deviation of {:.1f} a day, the highest is "{}" {}. {}; {}.',
        figure_words(outlier), day_words(outlier.period_start, outlier.period_end), named.per_day,
        named.n_before, named.median_before, named.mad_before, highest.figure,
        day_words(highest.period_start, highest.period_end), who_words(outlier),
        where_words(outlier)
    ) as computation,
    case
        when regexp_matches(
            lower(outlier.sentence), '\b(record|deadliest|bloodiest|highest|worst|unprecedented)\b'
        ) then 'explained'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as outlier on named.figure_id = outlier.claim_id
inner join told_claims() as highest on named.highest_id = highest.claim_id
