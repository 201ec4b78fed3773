-- id: C7
-- version: 1
-- name: days_fall_short
-- question: Do all days of a period, each of them told, come to less than the figure for it?
-- severity: warning
-- grain: one period of one claimant: victims, category, equipment, place
-- innocent cause: The figure of the period includes cases that were found late and told for no day.
-- innocent cause: A day had several incidents, and one of them was told.
-- innocent cause: The figure of the period covers more: a wider area, more kinds of victims.
-- innocent cause: An article misprinted one of the figures.
with stated as (select * from stated_periods()),
held as (select * from period_intervals()),
-- Sums from a claimant's first day on: what lies in a period is the difference of two of them.
summed as (
    select
        key, since as day, at_most, count(*) over days as days_so_far,
        sum(at_most) over days as at_most_so_far, count(at_most) over days as closed_so_far
    from held where since = until
    window days as (partition by key order by since rows unbounded preceding)
),
short as (
    select
        period.*,
        last.at_most_so_far - first.at_most_so_far + first.at_most as days_at_most,
        last.days_so_far - first.days_so_far + 1 as n_days
    from held as period
    asof join summed as last on period.key = last.key and period.until >= last.day
    asof join summed as first on period.key = first.key and period.since <= first.day
    where
        period.since < period.until and period.until - period.since < 62
        -- Every day is told, and none has an open end.
        and n_days = period.until - period.since + 1
        and last.closed_so_far - first.closed_so_far + 1 = n_days and first.at_most is not null
        and days_at_most < period.at_least
),
-- The claims of the sum: for each day the highest figure, for the period the lowest.
named as (
    select
        short.key, short.since, short.until, short.at_least, short.days_at_most,
        short.n_days, stated.since as day, stated.since < stated.until as is_whole,
        first(
            stated.claim_id order by
                if(stated.since < stated.until, stated.at_least, -stated.at_most),
                stated.published_at, stated.claim_id
        ) as claim_id
    from short
    inner join stated
        on
            short.key = stated.key
            and stated.since between short.since and short.until
            and stated.until in (stated.since, short.until)
            and (stated.since = stated.until or short.since = stated.since)
    group by all
),
worded as (
    select
        named.key, named.since, named.until, any_value(named.at_least) as at_least,
        any_value(named.days_at_most) as days_at_most, any_value(named.n_days) as n_days,
        any_value(claim.claim_id) filter (is_whole) as period_id,
        list(claim.claim_id order by day) filter (not is_whole) as day_ids,
        list(operand('day', claim) order by day) filter (not is_whole) as operands,
        string_agg('"' || claim.figure || '" on ' || day, ' + ' order by day)
        filter (not is_whole) as words,
        bool_and(is_firm(claim.approximate, claim.qualifier)) as firm
    from named
    inner join told_claims() as claim on named.claim_id = claim.claim_id
    group by named.key, named.since, named.until
)
select
    list_prepend(period.claim_id, worded.day_ids) as claim_ids,
    to_json(list_prepend(operand('period', period), worded.operands)) as operands,
    format(
        '{} {} is {:,} or more; summed over all its days ({}): {} = {:,} at most. {}; {}.',
        figure_words(period), day_words(period.period_start, period.period_end), worded.at_least,
        worded.n_days, worded.words, worded.days_at_most, who_words(period), where_words(period)
    ) as computation,
    case when worded.firm then 'contradictory' else 'suspicious' end as verdict
from worded
inner join told_claims() as period on worded.period_id = period.claim_id
