-- id: C9
-- version: 1
-- name: disjoint_totals
-- question: Do two claimants give figures for one thing that cannot both be true?
-- severity: warning
-- grain: one thing: category, victims, place, days; its two claimants who are furthest apart
-- innocent cause: The figures are about two incidents of one day in one place.
-- innocent cause: The toll rose between the two statements.
-- innocent cause: One claimant counts a group, or an area, within the other's.
with toll as materialized (select * from told_tolls() where placed),
-- All that one teller says of one thing: the widest interval that holds it.
tellers as (
    select
        thing, anchor, who, min(at_least) as at_least,
        case when count(at_most) = count(*) then max(at_most) end as at_most
    from toll group by thing, anchor, who
),
-- Some two intervals of a group are disjoint where its highest floor is above its lowest ceiling.
-- Figures more than three times apart are hardly two counts of one thing, see C16.
opposed as (
    select thing, anchor, max(at_least) as at_least, min(at_most) as at_most
    from tellers group by thing, anchor
    having max(at_least) > min(at_most) and max(at_least) <= 3 * min(at_most)
),
named as (
    select
        opposed.*, min(who) filter (tellers.at_most = opposed.at_most) as lower_who,
        min(who) filter (tellers.at_least = opposed.at_least) as higher_who
    from opposed inner join tellers using (thing, anchor)
    group by all
),
-- Each camp weighs as much as it has independent origins: ten reprints are one.
weighed as (
    select
        named.at_least, named.at_most,
        first(toll.claim_id order by toll.published_at, toll.claim_id)
        filter (toll.who = named.lower_who and toll.at_most = named.at_most) as lower_id,
        first(toll.claim_id order by toll.published_at, toll.claim_id)
        filter (toll.who = named.higher_who and toll.at_least = named.at_least) as higher_id,
        count(distinct toll.origin) filter (toll.at_most < named.at_least) as n_lower,
        count(distinct toll.origin) filter (toll.at_least > named.at_most) as n_higher
    from named inner join toll using (thing, anchor)
    group by named.thing, named.anchor, named.at_least, named.at_most
)
select
    [lower.claim_id, higher.claim_id] as claim_ids,
    to_json([operand('lower', lower), operand('higher', higher)]) as operands,
    format(
        '{} says {}{} {}, {} says "{}": the first is {:,} at most, the second {:,} or more. '
        || 'Independent releases with a figure below: {}, with one above: {}. {}, and {}.',
        who_words(lower), figure_words(lower), coalesce(' in ' || lower.place, ''),
        day_words(lower.period_start, lower.period_end), who_words(higher), higher.figure,
        weighed.at_most, weighed.at_least, weighed.n_lower, weighed.n_higher,
        where_words(lower), where_words(higher)
    ) as computation,
    case
        when tells_change(lower.sentence) or tells_change(higher.sentence) then 'explained'
        when
            is_firm(lower.approximate, lower.qualifier)
            and is_firm(higher.approximate, higher.qualifier)
            and lower.period_start = higher.period_start and lower.period_end = higher.period_end
            and (lower.cumulative or lower.period_end > lower.period_start)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from weighed
inner join core.claim as lower on weighed.lower_id = lower.claim_id
inner join core.claim as higher on weighed.higher_id = higher.claim_id
-- Two sides of a war on the losses of one of them are rule C11's.
where
    coalesce(
        lower.claimant_side = higher.claimant_side
        or lower.victim_side not in (lower.claimant_side, higher.claimant_side),
        true
    )
    -- Within one release a name that no actor has may be misread, and the victims with it.
    and (
        lower.origin_id is distinct from higher.origin_id
        or (lower.claimant_id is not null and higher.claimant_id is not null)
    )
qualify row_number() over (
    partition by lower.claim_id, higher.claim_id order by weighed.at_least
) = 1
