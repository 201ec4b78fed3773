-- id: C10
-- version: 1
-- name: ratio_conflict
-- question: Are two claimants' numbers for one thing more than 1.5 times apart, if compatible?
-- severity: information
-- grain: one thing: category, victims, place, days; its two claimants who are furthest apart
-- innocent cause: The lower one is a floor, told before the count was done.
-- innocent cause: The higher one is a ceiling: what may be, not what was counted.
-- innocent cause: The figures are about two incidents of one day in one place.
with toll as materialized (select * from told_tolls() where placed and value > 0),
tellers as (
    select thing, anchor, who, min(value) as least, max(value) as most
    from toll group by thing, anchor, who
),
apart as (
    select thing, anchor, max(least) as higher_value, min(most) as lower_value
    from tellers group by thing, anchor
    having max(least) > 1.5 * min(most)
),
named as (
    select
        apart.*, min(who) filter (tellers.most = apart.lower_value) as lower_who,
        min(who) filter (tellers.least = apart.higher_value) as higher_who
    from apart inner join tellers using (thing, anchor)
    group by all
),
pointed as (
    select
        named.lower_value, named.higher_value,
        first(toll.claim_id order by toll.published_at, toll.claim_id)
        filter (toll.who = named.lower_who and toll.value = named.lower_value) as lower_id,
        first(toll.claim_id order by toll.published_at, toll.claim_id)
        filter (toll.who = named.higher_who and toll.value = named.higher_value) as higher_id
    from named inner join toll using (thing, anchor)
    group by named.thing, named.anchor, named.lower_value, named.higher_value
)
select
    [lower.claim_id, higher.claim_id] as claim_ids,
    to_json([operand('lower', lower), operand('higher', higher)]) as operands,
    format(
        '{} says {}{} {}, {} says "{}": both can be true, but {:,} is {:.1f} times {:,}. {}, and '
        || '{}.',
        who_words(lower), figure_words(lower), coalesce(' in ' || lower.place, ''),
        day_words(lower.period_start, lower.period_end), who_words(higher), higher.figure,
        pointed.higher_value, pointed.higher_value / pointed.lower_value, pointed.lower_value,
        where_words(lower), where_words(higher)
    ) as computation,
    case
        when tells_change(lower.sentence) or tells_change(higher.sentence) then 'explained'
        else 'suspicious'
    end as verdict
from pointed
inner join core.claim as lower on pointed.lower_id = lower.claim_id
inner join core.claim as higher on pointed.higher_id = higher.claim_id
-- Where the intervals are disjoint, that is rule C9's, or C11's.
where
    floor_of(higher.low, higher.approximate)
    <= coalesce(ceiling_of(lower.high, lower.approximate), higher.low)
qualify row_number() over (
    partition by lower.claim_id, higher.claim_id order by pointed.higher_value
) = 1
