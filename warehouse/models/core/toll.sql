{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='toll_id',
    pre_hook=["{{ note_counted('toll_id', toll_key('claim')) }}"]
) }}

with

-- What can be put on a period: no running totals, no rates, nothing without both ends, and
-- nothing that another figure already includes.
counted as (
    select
        claim.*,
        coalesce(claim.place_id, lower(claim.place)) as place_key,
        {{ own_voice_of('claim') }} as own_voice_of,
        {{ toll_key('claim') }} as toll_id
    from {{ ref('claim') }} as claim
    where
        claim.counted_in is null
        and not claim.cumulative
        and claim.period_kind <> 'rate'
        and claim.period_start is not null
        and claim.period_end is not null
        {% if is_incremental() %}
            and claim.claim_id in {{ recounted('toll_id') }}
        {% endif %}
),

-- One claimant's figures for one place are alternatives, however many origins and reprints tell
-- them: the widest interval that holds them all, never their sum.
placed as (
    select
        counted.toll_id,
        counted.place_key,
        min(counted.low) as low,
        case when bool_and(counted.high is not null) then max(counted.high) end as high
    from counted
    group by counted.toll_id, counted.place_key
),

-- Figures for different places add up, and an open end stays open; a figure without a place is
-- for all of them, so it is compared with the sum, not added.
summed as (
    select
        placed.toll_id,
        greatest(
            sum(placed.low) filter (placed.place_key is not null),
            max(placed.low) filter (placed.place_key is null)
        )::bigint as low,
        case when bool_and(placed.high is not null) then greatest(
            sum(placed.high) filter (placed.place_key is not null),
            max(placed.high) filter (placed.place_key is null)
        )::bigint end as high
    from placed
    group by placed.toll_id
),

described as (
    select
        counted.toll_id,
        any_value(counted.claimant_id) as claimant_id,
        min(counted.claimant) as claimant,
        min(counted.claimant_name) as claimant_name,
        any_value(counted.claimant_kind) as claimant_kind,
        any_value(counted.claimant_side) as claimant_side,
        any_value(counted.own_voice_of) as own_voice_of,
        any_value(counted.victim_side) as victim_side,
        any_value(counted.victim_class) as victim_class,
        any_value(counted.category) as category,
        any_value(counted.equipment) as equipment,
        any_value(counted.period_start) as period_start,
        any_value(counted.period_end) as period_end,
        bool_or(counted.approximate) as is_approximate,
        count(*) as n_claims,
        count(distinct counted.origin_id) as n_origins,
        count(distinct counted.publisher) as n_publishers,
        list(counted.claim_id order by counted.claim_id) as claim_ids
    from counted
    group by counted.toll_id
)

select
    described.*,
    summed.low,
    summed.high
from described
inner join summed on described.toll_id = summed.toll_id
order by described.period_end, described.toll_id
