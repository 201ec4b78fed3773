-- id: C11
-- version: 1
-- name: belligerent_gap
-- question: Does a side admit fewer losses than another side claims to have inflicted on it?
-- severity: warning
-- grain: one kind of loss of one side in one place and period; of running totals, the last one
-- innocent cause: One side counts the dead it has identified, the other estimates from afar.
-- innocent cause: Missing soldiers, or allied and irregular units, are counted by one side only.
-- innocent cause: Own losses are kept low, and the adversary's high, to keep up spirits.
with told as materialized (
    select
        *, claimant_side = victim_side as own,
        case when cumulative then hash(since) else anchor end as span
    from told_tolls() where claimant_side is not null and victim_side is not null
),
-- A total of 31 days ago still holds: since then it can only have risen.
met as (
    select
        *, max(at_least) filter (not own) over so_far as claimed,
        max(at_most) filter (own) over so_far as admitted
    from told
    window so_far as (
        partition by thing, span order by as_of
        range between interval 31 days preceding and current row
    )
),
-- The side's own highest figure stands against the other's; of a running total, the newest.
gap as (
    select thing, span, cumulative, as_of, at_most, claimed from met
    where own and at_most = admitted and at_most < claimed
    qualify row_number() over (
        partition by thing, span order by as_of desc, published_at, claim_id
    ) = 1
),
pointed as (
    select
        gap.at_most, gap.claimed,
        first(told.claim_id order by told.published_at, told.claim_id)
        filter (told.own and told.at_most = gap.at_most and told.as_of = gap.as_of) as own_id,
        first(told.claim_id order by told.as_of desc, told.published_at, told.claim_id)
        filter (not told.own and told.at_least = gap.claimed) as other_id
    from gap inner join told using (thing, span)
    where told.as_of between gap.as_of - 31 and gap.as_of
    group by gap.thing, gap.span, gap.at_most, gap.claimed
)
select
    [own.claim_id, other.claim_id] as claim_ids,
    to_json([operand('own side', own), operand('other side', other)]) as operands,
    format(
        '{} admits {}{} {}, {} claims "{}" {}: {:,} at most against {:,} or more{}. {}, and {}.',
        who_words(own), figure_words(own), coalesce(' in ' || own.place, ''),
        day_words(own.period_start, own.period_end), who_words(other), other.figure,
        day_words(other.period_start, other.period_end), pointed.at_most, pointed.claimed,
        coalesce(format(', {:.1f} times', pointed.claimed / nullif(pointed.at_most, 0)), ''),
        where_words(own), where_words(other)
    ) as computation,
    case
        when
            is_firm(own.approximate, own.qualifier) and is_firm(other.approximate, other.qualifier)
            and (own.cumulative or own.period_end > own.period_start)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from pointed
inner join core.claim as own on pointed.own_id = own.claim_id
inner join core.claim as other on pointed.other_id = other.claim_id
qualify row_number() over (partition by own.claim_id, other.claim_id order by own.as_of) = 1
