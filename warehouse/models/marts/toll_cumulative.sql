{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='series_id',
    pre_hook=[
        "{{ note_counted('series_id', series_key('claim')) }}",
        "{{ note_series_with_other_findings() }}"
    ]
) }}

with

running as (
    select
        claim.*,
        {{ own_voice_of('claim') }} as own_voice_of,
        {{ series_key('claim') }} as series_id
    from {{ ref('claim') }} as claim
    where
        claim.cumulative
        and claim.counted_in is null
        and claim.as_of is not null
        {% if is_incremental() %}
            and claim.claim_id in {{ recounted('series_id') }}
        {% endif %}
),

finding as (
    select
        running.series_id,
        running.as_of,
        list(distinct finding.finding_id order by finding.finding_id) as finding_ids
    from running
    inner join {{ named_by_findings() }} as finding on running.claim_id = finding.claim_id
    group by running.series_id, running.as_of
),

-- Several figures for one date are alternatives: the widest interval that holds them all.
step as (
    select
        running.series_id,
        running.as_of,
        min(running.claimant_id) as claimant_id,
        min(running.claimant) as claimant,
        min(running.claimant_name) as claimant_name,
        min(running.own_voice_of) as own_voice_of,
        min(running.victim_side) as victim_side,
        min(running.victim_class) as victim_class,
        min(running.category) as category,
        min(running.equipment) as equipment,
        min(running.place) as place,
        min(running.period_start) as period_start,
        min(running.low) as low,
        case when bool_and(running.high is not null) then max(running.high) end as high,
        bool_or(running.approximate) as is_approximate,
        count(*) as n_claims,
        count(distinct running.origin_id) as n_origins,
        list(running.claim_id order by running.claim_id) as claim_ids
    from running
    group by running.series_id, running.as_of
)

select
    step.series_id,
    step.as_of,
    step.claimant_id,
    step.claimant,
    step.claimant_name,
    step.own_voice_of,
    step.victim_side,
    step.victim_class,
    step.category,
    step.equipment,
    step.place,
    step.period_start,
    step.low,
    step.high,
    step.is_approximate,
    step.low - lag(step.high) over series as change_low,
    step.high - lag(step.low) over series as change_high,
    step.n_claims,
    step.n_origins,
    step.claim_ids,
    coalesce(finding.finding_ids, []) as finding_ids
from step
left join finding on step.series_id = finding.series_id and step.as_of = finding.as_of
window series as (partition by step.series_id order by step.as_of)
order by step.series_id, step.as_of
