{{ config(
    materialized='incremental', incremental_strategy='remake',
    unique_key="concat_ws('|', category, period_end)",
    pre_hook=["{{ note_blocks('built.claim_ids') }}"]
) }}

with

-- What can be compared: figures for a told period or as of a day, about told victims or a place.
comparable as (
    select
        claim.*,
        {{ speaker_of('claim') }} as speaker,
        case
            when claim.victim_side is null then null
            when claim.claimant_side = claim.victim_side then 'own'
            when opponent.opponent is not null then 'adversary'
            when claim.claimant_id is not null or claim.claimant_name is null then 'third_party'
        end as claimant_role,
        {{ group_of('claim.victim_text', 'claim.figure') }} as victim_group,
        coalesce(claim.place_id, lower(claim.place)) as place_key,
        {{ last_day_of('claim') }} as last_day,
        case when not claim.cumulative then claim.period_start end as first_day,
        coalesce(claim.value_to, claim.value) as value_high
    from {{ ref('claim') }} as claim
    left join {{ source('raw', 'opponent') }} as opponent
        on claim.victim_side = opponent.side and claim.claimant_side = opponent.opponent
    where
        claim.counted_in is null
        and not claim.implicit
        and claim.period_kind <> 'rate'
        and coalesce(claim.victim_side, claim.place) is not null
        and (claim.cumulative or (claim.period_start is not null and claim.period_end is not null))
        {% if is_incremental() %}
            and {{ block_of('claim.category', last_day_of('claim')) }} in {{ remade() }}
        {% endif %}
),

keyed as (
    select
        comparable.*,
        {{ key_of([
            'category', 'lower(equipment)', 'victim_side', 'victim_group', 'place_key',
            'cumulative', 'first_day', 'last_day'
        ]) }} as thing_id,
        {{ key_of(['thing_id', 'speaker', 'victim_class', 'period_start']) }} as claimed_figure_id
    from comparable
    where comparable.speaker is not null and comparable.last_day is not null
)

-- One speaker's figures for one thing are alternatives: the widest interval that holds them all.
select
    keyed.claimed_figure_id,
    any_value(keyed.thing_id) as thing_id,
    any_value(keyed.speaker) as speaker,
    any_value(keyed.claimant_id) as claimant_id,
    coalesce(min(keyed.claimant_name), min(keyed.publisher)) as claimant,
    any_value(keyed.claimant_side) as claimant_side,
    any_value(keyed.claimant_role) as claimant_role,
    bool_and(keyed.claimant_name is null) as is_own_voice,
    any_value(keyed.category) as category,
    min(keyed.equipment) as equipment,
    any_value(keyed.victim_side) as victim_side,
    any_value(keyed.victim_class) as victim_class,
    any_value(keyed.victim_group) as victim_group,
    any_value(keyed.place_id) as place_id,
    min(keyed.place) as place,
    any_value(keyed.cumulative) as cumulative,
    any_value(keyed.period_start) as period_start,
    any_value(keyed.last_day) as period_end,
    min(keyed.low) as low,
    case when bool_and(keyed.high is not null) then max(keyed.high) end as high,
    arg_min(keyed.low_closed, keyed.low) as low_closed,
    bool_and(keyed.high is not null) and arg_max(keyed.high_closed, keyed.high) as high_closed,
    min(keyed.value)::bigint as stated_low,
    max(keyed.value_high)::bigint as stated_high,
    bool_or(keyed.approximate) as is_approximate,
    count(*) as n_claims,
    count(distinct keyed.article_id) as n_articles,
    count(distinct keyed.origin_id) as n_origins,
    count(distinct keyed.publisher) as n_publishers,
    list(distinct keyed.origin_id order by keyed.origin_id) as origin_ids,
    list(keyed.claim_id order by keyed.claim_id) as claim_ids
from keyed
group by keyed.claimed_figure_id
order by period_end, keyed.claimed_figure_id
