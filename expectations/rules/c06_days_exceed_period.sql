-- id: C6
-- version: 1
-- name: days_exceed_period
-- question: Do the days inside a period have more than the claimant tells for the whole period?
-- severity: warning
-- grain: one period of one claimant: victims, category, equipment, place
-- innocent cause: A figure told for a day is for more than it: "over the past day".
-- innocent cause: Days were corrected downwards before the period was summed up.
-- innocent cause: The figure of the period covers less: confirmed cases, fewer kinds of victims.
-- innocent cause: An article misprinted one of the figures.
with stated as (select * from stated_periods()),
held as (select * from period_intervals()),
-- Sums from a claimant's first day on: what lies in a period is the difference of two of them.
summed as (
    select
        key, since as day, at_least,
        sum(at_least) over days as at_least_so_far, count(*) over days as days_so_far
    from held where since = until
    window days as (partition by key order by since rows unbounded preceding)
),
exceeded as (
    select
        period.*,
        last.at_least_so_far - first.at_least_so_far + first.at_least as days_at_least,
        last.days_so_far - first.days_so_far + 1 as n_days
    from held as period
    asof join summed as last on period.key = last.key and period.until >= last.day
    asof join summed as first on period.key = first.key and period.since <= first.day
    where
        period.since < period.until and period.until - period.since < 62
        and days_at_least > period.at_most
),
-- The claims of the sum: for each day the lowest figure, for the period the highest.
named as (
    select
        exceeded.key, exceeded.since, exceeded.until, exceeded.at_most, exceeded.days_at_least,
        exceeded.n_days, stated.since as day, stated.since < stated.until as is_whole,
        first(
            stated.claim_id order by
                if(stated.since < stated.until, -stated.at_most, stated.at_least),
                stated.published_at, stated.claim_id
        ) as claim_id
    from exceeded
    inner join stated
        on
            exceeded.key = stated.key
            and stated.since between exceeded.since and exceeded.until
            and stated.until in (stated.since, exceeded.until)
            and (stated.since = stated.until or exceeded.since = stated.since)
    group by all
),
worded as (
    select
        named.key, named.since, named.until, any_value(named.at_most) as at_most,
        any_value(named.days_at_least) as days_at_least, any_value(named.n_days) as n_days,
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
        '{} {} is {:,} at most; summed over its days told ({}): {} = {:,} or more. {}; {}.',
        figure_words(period), day_words(period.period_start, period.period_end), worded.at_most,
        worded.n_days, worded.words, worded.days_at_least, who_words(period), where_words(period)
    ) as computation,
    case when worded.firm then 'contradictory' else 'suspicious' end as verdict
from worded
inner join told_claims() as period on worded.period_id = period.claim_id
