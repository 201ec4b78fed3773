-- id: C22
-- version: 1
-- name: wounded_to_killed
-- question: Are there fewer wounded than killed, or more than ten wounded for each one killed?
-- severity: information
-- grain: one thing of one release: victim side, class and group, place, period; a total only once
-- innocent cause: Executions and collapsed houses leave few wounded; gas and blasts many.
-- innocent cause: Only the wounded in hospitals are counted, or also those treated at the spot.
-- innocent cause: One of the figures counts other victims, days or places.
with aligned as (
    select
        claim_id, published_at, category, cumulative, at_least, at_most, since, until,
        hash(thing, place, origin) as series,
        hash(thing, place, origin, since, until, cumulative) as key
    from stated_claims()
    where
        category in ('killed', 'wounded') and until is not null
        and (since is not null or place is not null)
),
-- Of several figures for one thing, the widest interval that holds them all.
held as (
    select
        key, any_value(series) as series, any_value(cumulative) as cumulative,
        any_value(since) as since, any_value(until) as until,
        min(at_least) filter (category = 'killed') as killed_at_least,
        min(at_least) filter (category = 'wounded') as wounded_at_least,
        case
            when bool_and(at_most is not null) filter (category = 'killed')
                then max(at_most) filter (category = 'killed')
        end as killed_at_most,
        case
            when bool_and(at_most is not null) filter (category = 'wounded')
                then max(at_most) filter (category = 'wounded')
        end as wounded_at_most
    from aligned group by key
),
-- Among few victims any ratio happens. A running total is told every day, and is odd once.
outside as (
    select *, wounded_at_most < killed_at_least as is_below
    from held
    where
        (killed_at_least >= 10 and wounded_at_most < killed_at_least)
        or (killed_at_most >= 5 and wounded_at_least > 10 * killed_at_most)
    qualify
        not cumulative
        or row_number() over (partition by series, since, cumulative, is_below order by until) = 1
),
named as (
    select
        outside.*,
        first(
            claim_id order by
                if(is_below, aligned.at_least, -aligned.at_most), published_at, claim_id
        ) filter (category = 'killed') as killed_id,
        first(
            claim_id order by
                if(is_below, -aligned.at_most, aligned.at_least), published_at, claim_id
        ) filter (category = 'wounded') as wounded_id
    from outside inner join aligned on outside.key = aligned.key
    group by all
)
select
    [killed.claim_id, wounded.claim_id] as claim_ids,
    to_json([operand('killed', killed), operand('wounded', wounded)]) as operands,
    format(
        '{} and {} {}{}: {} {:.1f} wounded for each one killed, where 1 to 10 are usual. {}; {}.',
        figure_words(killed), figure_words(wounded),
        day_words(killed.period_start, killed.period_end), coalesce(' in ' || killed.place, ''),
        if(named.is_below, 'at most', 'at least'),
        if(
            named.is_below, named.wounded_at_most / named.killed_at_least,
            named.wounded_at_least / named.killed_at_most
        ),
        who_words(killed), where_words(killed)
    ) as computation,
    'suspicious' as verdict
from named
inner join told_claims() as killed on named.killed_id = killed.claim_id
inner join told_claims() as wounded on named.wounded_id = wounded.claim_id
