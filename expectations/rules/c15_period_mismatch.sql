-- id: C15
-- version: 1
-- name: period_mismatch
-- question: Is one number of one claimant told for two periods, one twice as long as the other?
-- severity: warning
-- grain: one number of one claimant for one kind of loss, and two periods that overlap
-- innocent cause: All losses of the longer period fell into the shorter one.
-- innocent cause: Two different counts happen to be equal.
-- innocent cause: One article tells the day of the statement for the period that it covers.
with told as (
    select
        claim_id, published_at, value, period_start, period_end,
        hash(
            speaker_of(claimant_id, claimant), victim_side, victim_class, category,
            lower(equipment), coalesce(place_id, lower(place)), value
        ) as thing
    from core.claim
    where
        period_end >= period_start and not cumulative and period_kind <> 'rate'
        and part_of is null and value >= 20
        -- A number of two digits is met by chance, so it counts only where the place is told.
        and digits_of(value) >= case when place is null then 3 else 2 end
        and speaker_of(claimant_id, claimant) is not null
),
spans as (select thing, period_start, period_end from told group by all),
neighbours as (
    select
        *, lag(period_start) over in_order as earlier_start,
        lag(period_end) over in_order as earlier_end
    from spans
    window in_order as (partition by thing order by period_start, period_end)
),
unlike as (
    select * from neighbours
    where
        period_start <= earlier_end
        and greatest(period_end - period_start + 1, earlier_end - earlier_start + 1)
        >= 2 * least(period_end - period_start + 1, earlier_end - earlier_start + 1)
),
pointed as (
    select
        unlike.thing, unlike.period_start, unlike.period_end,
        first(told.claim_id order by told.published_at, told.claim_id) filter (
            told.period_start = earlier_start and told.period_end = earlier_end
        ) as first_id,
        first(told.claim_id order by told.published_at, told.claim_id) filter (
            told.period_start = unlike.period_start and told.period_end = unlike.period_end
        ) as second_id
    from unlike inner join told using (thing)
    group by unlike.thing, unlike.period_start, unlike.period_end
)
select
    [one.claim_id, other.claim_id] as claim_ids,
    to_json([operand('one period', one), operand('other period', other)]) as operands,
    format(
        '{} is told for two periods: {} {}, that is {} days, and "{}" {}, that is {} days. {}, and '
        || '{}.',
        who_words(one), figure_words(one), day_words(one.period_start, one.period_end),
        one.period_end - one.period_start + 1, other.figure,
        day_words(other.period_start, other.period_end), other.period_end - other.period_start + 1,
        where_words(one), where_words(other)
    ) as computation,
    case
        when tells_correction(one.sentence) or tells_correction(other.sentence) then 'explained'
        when digits_of(one.value) >= 4 then 'contradictory' else 'suspicious'
    end as verdict
from pointed
inner join core.claim as one on pointed.first_id = one.claim_id
inner join core.claim as other on pointed.second_id = other.claim_id
-- A reprint that changes the period is rule C12's.
where
    one.origin_id is distinct from other.origin_id
    or one.article_id is not distinct from other.article_id
