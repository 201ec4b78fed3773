-- id: C13
-- version: 1
-- name: concept_drift
-- question: Is a claimant's number for a period told as two kinds of harm (losses become killed)?
-- severity: warning
-- grain: a claimant's number for one side and period, and two categories; the first print of each
-- innocent cause: Two different counts happen to be equal.
-- innocent cause: The claimant itself calls its number both, in two languages or two releases.
with told as (
    select
        claim_id, article_id, category, value, published_at,
        coalesce(origin_id, article_id, claim_id) as origin,
        hash(
            speaker_of(claimant_id, claimant), victim_side, cumulative, period_start,
            coalesce(period_end, as_of)
        ) as thing
    from core.claim
    where
        category in ('killed', 'wounded', 'casualties', 'captured', 'missing')
        and qualifier <> 'range' and digits_of(value) >= 2 and value >= 20
        and part_of is null and period_kind <> 'rate' and as_of is not null
        and speaker_of(claimant_id, claimant) is not null
),
-- Of numbers in order, those within one part in a hundred of each other are neighbours.
numbered as (
    select thing, value, category from told group by all
),
neighbours as (
    select
        thing, value as upper_value, category as upper_category,
        lag(value) over in_order as lower_value, lag(category) over in_order as lower_category
    from numbered window in_order as (partition by thing order by value, category)
),
drifted as (
    select * from neighbours
    where
        lower_category <> upper_category and upper_value - lower_value <= lower_value // 100
),
pointed as (
    select
        upper_value, lower_value,
        first(told.claim_id order by published_at, told.claim_id)
        filter (value = upper_value and category = upper_category) as upper_id,
        first(told.claim_id order by published_at, told.claim_id)
        filter (value = lower_value and category = lower_category) as lower_id,
        list(origin) filter (value = upper_value and category = upper_category) as upper_origins,
        list(origin) filter (value = lower_value and category = lower_category) as lower_origins
    from drifted inner join told using (thing)
    where value in (upper_value, lower_value)
    group by thing, upper_value, lower_value, upper_category, lower_category
)
select
    [first.claim_id, second.claim_id] as claim_ids,
    to_json([operand('first', first), operand('second', second)]) as operands,
    format(
        '{} {}: the number is told as {} and as {}, {:,} apart. {}, and {}.',
        who_words(first), day_words(first.period_start, coalesce(first.period_end, first.as_of)),
        figure_words(first), figure_words(second), upper_value - lower_value, where_words(first),
        where_words(second)
    ) as computation,
    case
        when tells_correction(first.sentence) or tells_correction(second.sentence) then 'explained'
        when upper_value = lower_value and digits_of(upper_value) >= 4 then 'contradictory'
        else 'suspicious'
    end as verdict
from pointed
inner join core.claim as first on pointed.lower_id = first.claim_id
inner join core.claim as second on pointed.upper_id = second.claim_id
-- A release that tells both numbers, each with its harm, tells two counts; one whose reprint
-- changes the harm is rule C12's.
where not list_has_any(upper_origins, lower_origins)
