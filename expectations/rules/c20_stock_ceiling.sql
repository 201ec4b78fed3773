-- id: C20
-- version: 1
-- name: stock_ceiling
-- question: Does a claimant count more equipment destroyed than the other side can have had?
-- severity: warning
-- grain: one claimant's running total, or its days summed up, of one side's equipment; first excess
-- innocent cause: The table misses a delivery, own production, repaired or captured items.
-- innocent cause: The claim counts more kinds under one name: all vehicles, decoys, damaged items.
-- innocent cause: Items were damaged, repaired and hit again.
-- innocent cause: A running total includes losses before the day of the reference stock.
with ceiling as (
    select
        side, equipment, day, min(day) filter (kind = 'stock') over of_kind as stock_day,
        case
            when bool_and(high is not null) over so_far then sum(high) over so_far
        end as at_most,
        list(format('{:,} ({}, {})', high, day, source)) over so_far as words
    from stock
    window
        of_kind as (partition by side, equipment),
        so_far as (partition by side, equipment order by day range unbounded preceding)
),
lost as (
    select
        stated.claim_id, stated.published_at, stated.at_least, stated.cumulative, stated.since,
        stated.until, stated.victim_side as side, stated.equipment, stated.thing, stated.firm
    from stated_claims() as stated
    semi join ceiling
        on
            stated.victim_side = ceiling.side and stated.equipment = ceiling.equipment
            and stated.since >= ceiling.stock_day
    where
        stated.category = 'equipment' and stated.speaker is not null
        and stated.until is not null and (stated.cumulative or stated.since = stated.until)
),
-- Of several figures for one date the lowest is sure, whatever place it is told for.
held as (
    select thing, side, equipment, cumulative, until, min(at_least) as at_least
    from lost group by thing, side, equipment, cumulative, until
),
reached as (
    select
        * exclude (at_least),
        case
            when cumulative then at_least
            else sum(at_least) over (
                partition by thing, side, equipment, cumulative order by until
            )
        end as at_least
    from held
),
exceeded as (
    select reached.*, ceiling.at_most, ceiling.words
    from reached
    asof join ceiling
        on
            reached.side = ceiling.side and reached.equipment = ceiling.equipment
            and reached.until >= ceiling.day
    where reached.at_least > ceiling.at_most
    qualify row_number() over (
        partition by reached.thing, reached.side, reached.equipment, reached.cumulative
        order by reached.until
    ) = 1
),
named as (
    select
        exceeded.thing, exceeded.side, exceeded.equipment, exceeded.cumulative, lost.until as day,
        first(lost.claim_id order by lost.at_least, lost.published_at, lost.claim_id) as claim_id
    from exceeded
    inner join lost
        on
            exceeded.thing = lost.thing and exceeded.side = lost.side
            and exceeded.equipment = lost.equipment and exceeded.cumulative = lost.cumulative
            and if(exceeded.cumulative, exceeded.until = lost.until, exceeded.until >= lost.until)
    group by all
)
select
    list(claim.claim_id order by named.day) as claim_ids,
    to_json(list(operand('loss', claim) order by named.day)) as operands,
    format(
        '{} {} lost by {}, {} from {} to {}, are {:,} or more; the stock and deliveries until then '
        || 'are {} = {:,} at most. {}; {}.',
        string_agg('"' || claim.figure || '"', ' + ' order by named.day), exceeded.equipment,
        exceeded.side, if(exceeded.cumulative, 'a running total', 'single days'),
        min(claim.period_start), exceeded.until, exceeded.at_least,
        list_aggregate(exceeded.words, 'string_agg', ' + '), exceeded.at_most,
        first(who_words(claim) order by named.day), first(where_words(claim) order by named.day)
    ) as computation,
    'suspicious' as verdict
from named
inner join exceeded using (thing, side, equipment, cumulative)
inner join told_claims() as claim on named.claim_id = claim.claim_id
group by
    exceeded.thing, exceeded.side, exceeded.equipment, exceeded.cumulative, exceeded.until,
    exceeded.at_least, exceeded.at_most, exceeded.words
