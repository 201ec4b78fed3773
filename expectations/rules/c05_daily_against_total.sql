-- id: C5
-- version: 1
-- name: daily_against_total
-- question: Does a claimant's figure for a period differ from the change of its own running total?
-- severity: warning
-- grain: one period of one series: claimant, victims, category, equipment, start of total, place
-- innocent cause: The total was also corrected for earlier days: cases found late, or struck out.
-- innocent cause: The day of the figure and the day of the total end at different hours.
-- innocent cause: The figure of the period counts a part of what the total counts.
-- innocent cause: An article misprinted one of the three figures, or took one from another day.
with stated as (
    select
        claim_id, published_at, since, until, at_least, at_most, firm,
        hash(thing, category, place) as series, cumulative
    from stated_claims()
    where speaker is not null and since is not null and until is not null
),
-- Of several figures for one date, all are held possible: the lowest and the highest end.
held as (
    select
        series, cumulative, since, until, min(at_least) as at_least,
        case when bool_and(at_most is not null) then max(at_most) end as at_most
    from stated group by series, cumulative, since, until
),
changed as (
    select
        period.series, period.since, period.until, period.at_least, period.at_most,
        later.since as total_since,
        greatest(later.at_least - earlier.at_most, 0) as change_at_least,
        later.at_most - earlier.at_least as change_at_most
    from held as period
    inner join held as later
        on
            period.series = later.series and period.until = later.until
            and period.since > later.since and later.cumulative
    inner join held as earlier
        on
            later.series = earlier.series and later.since = earlier.since and earlier.cumulative
            and period.since - 1 = earlier.until
    where not period.cumulative
),
-- A total that falls is a finding of C4.
differing as (
    select * from changed
    where
        change_at_most >= 0
        and (at_least > change_at_most or at_most < change_at_least)
),
named as (
    select
        differing.*,
        first(claim_id order by if(below, -stated.at_most, stated.at_least), published_at, claim_id)
        filter (not cumulative) as period_id,
        first(claim_id order by if(below, stated.at_least, -stated.at_most), published_at, claim_id)
        filter (cumulative and stated.until = differing.until) as later_id,
        first(claim_id order by if(below, -stated.at_most, stated.at_least), published_at, claim_id)
        filter (cumulative and stated.until < differing.until) as earlier_id
    from (select *, coalesce(at_most < change_at_least, false) as below from differing) as differing
    inner join stated
        on
            differing.series = stated.series
            and if(stated.cumulative, differing.total_since, differing.since) = stated.since
            and (
                differing.until = stated.until
                or (stated.cumulative and differing.since - 1 = stated.until)
            )
    group by all
)
select
    [period.claim_id, earlier.claim_id, later.claim_id] as claim_ids,
    to_json([
        operand('period', period), operand('earlier', earlier), operand('later', later)
    ]) as operands,
    format(
        '{} {} is {}; the running total goes from "{}" as of {} to "{}" as of {}, a change of {}. '
        || '{}; {}, {} and {}.',
        figure_words(period), day_words(period.period_start, period.period_end),
        interval_words(named.at_least, named.at_most), earlier.figure, named.since - 1,
        later.figure, named.until, interval_words(named.change_at_least, named.change_at_most),
        who_words(period), where_words(period), where_words(earlier), where_words(later)
    ) as computation,
    case
        when tells_correction(period.sentence) or tells_correction(later.sentence) then 'explained'
        when
            not named.below
            and is_firm(period.approximate, period.qualifier)
            and is_firm(earlier.approximate, earlier.qualifier)
            and is_firm(later.approximate, later.qualifier)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as period on named.period_id = period.claim_id
inner join told_claims() as earlier on named.earlier_id = earlier.claim_id
inner join told_claims() as later on named.later_id = later.claim_id
