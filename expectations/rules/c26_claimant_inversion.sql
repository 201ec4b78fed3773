-- id: C26
-- version: 1
-- name: claimant_inversion
-- question: Is a number that one side claims of the other's losses told as the other's admission?
-- severity: warning
-- grain: one number for one kind of loss of one side and one period; the first print of each
-- innocent cause: Both sides really give the same number.
-- innocent cause: The side quotes its adversary's number in order to deny it.
with told as (
    select
        claim_id, published_at, claimant_side = victim_side as own, category,
        hash(
            victim_side, category, lower(equipment), value, value_to, low, high, cumulative,
            period_start, coalesce(period_end, as_of)
        ) as thing
    from core.claim
    where
        claimant_side is not null and victim_side is not null and value >= 10
        and digits_of(value) >= 2 and part_of is null and as_of is not null
),
both_sides as (
    select
        thing, first(claim_id order by published_at, claim_id) filter (own) as own_id,
        first(claim_id order by published_at, claim_id) filter (not own) as other_id
    from told
    group by thing having min(own) <> max(own)
)
select
    [other.claim_id, own.claim_id] as claim_ids,
    to_json([operand('adversary', other), operand('own side', own)]) as operands,
    format(
        '{} says {} {} of the other side, and {} of that side is said to tell the same number, '
        || '"{}", of its own. {}, and {}.',
        who_words(other), figure_words(other),
        day_words(other.period_start, coalesce(other.period_end, other.as_of)), who_words(own),
        own.figure, where_words(other), where_words(own)
    ) as computation,
    case
        when
            regexp_matches(
                lower(own.sentence),
                '\b(confirm|acknowledg|admit|conced|deny|denie|reject)\w*'
            )
            then 'explained'
        else 'suspicious'
    end as verdict
from both_sides
inner join core.claim as own on both_sides.own_id = own.claim_id
inner join core.claim as other on both_sides.other_id = other.claim_id
