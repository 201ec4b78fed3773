-- id: C2
-- version: 1
-- name: killed_above_casualties
-- question: Does a claimant count more killed than killed and wounded together?
-- severity: warning
-- grain: one thing of one claimant: side, class and group of victims, place, period, total or not
-- innocent cause: One of the figures covers more: a wider area, more days, more kinds of victims.
-- innocent cause: The word "casualties" stands for the wounded only, or for the killed only.
-- innocent cause: The figure of casualties was not updated when that of the killed was.
-- innocent cause: A table carries one column in the place of another.
with aligned as (
    select
        claim_id, published_at, category, at_least, at_most, firm,
        hash(thing, place, since, until, cumulative) as key
    from stated_claims()
    where
        category in ('killed', 'casualties')
        and until is not null and (since is not null or place is not null)
),
-- Of several figures for one thing, the highest stand on both sides: the claimant may have counted
-- on during the day, and an open end is open. Killed as many as casualties are told only where
-- nobody was wounded, which is odd among many.
exceeded as (
    select
        key,
        max(at_least) filter (category = 'killed') as killed_at_least,
        case
            when bool_and(at_most is not null) filter (category = 'casualties')
                then max(at_most) filter (category = 'casualties')
        end as casualties_at_most,
        killed_at_least > casualties_at_most as above
    from aligned group by key
    having above or (
        killed_at_least >= 10
        and killed_at_least = casualties_at_most
        and bool_and(firm and at_most = at_least)
    )
),
named as (
    select
        exceeded.*,
        first(claim_id order by published_at, claim_id)
        filter (category = 'killed' and at_least = killed_at_least) as killed_id,
        first(claim_id order by published_at, claim_id)
        filter (category = 'casualties' and at_most = casualties_at_most) as casualties_id
    from exceeded inner join aligned using (key)
    group by all
)
select
    [killed.claim_id, casualties.claim_id] as claim_ids,
    to_json([operand('killed', killed), operand('casualties', casualties)]) as operands,
    format(
        '{} is {:,} or more, {} is {:,} at most, {}{}{}: {}. {}; {}, and {}.',
        figure_words(killed), named.killed_at_least, figure_words(casualties),
        named.casualties_at_most, day_words(killed.period_start, killed.period_end),
        coalesce(' in ' || killed.place, ''), if(killed.cumulative, ' so far', ''),
        if(
            named.above,
            format('{:,} killed too many', named.killed_at_least - named.casualties_at_most),
            'nobody of so many was wounded'
        ),
        who_words(killed), where_words(killed), where_words(casualties)
    ) as computation,
    case
        when tells_change(killed.sentence) or tells_change(casualties.sentence) then 'explained'
        when
            named.above
            and is_firm(killed.approximate, killed.qualifier)
            and is_firm(casualties.approximate, casualties.qualifier)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as killed on named.killed_id = killed.claim_id
inner join told_claims() as casualties on named.casualties_id = casualties.claim_id
-- A part above its own total is a finding of C1.
where killed.part_of is distinct from casualties.claim_id
