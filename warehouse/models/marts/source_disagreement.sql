{{ config(
    materialized='incremental', incremental_strategy='remake',
    unique_key="concat_ws('|', category, period_end)",
    pre_hook=["{{ note_blocks('built.claim_ids_a || built.claim_ids_b') }}"]
) }}

{% set told = [
    'claimant', 'claimant_id', 'claimant_side', 'claimant_role', 'is_own_voice', 'victim_class',
    'low', 'high', 'low_closed', 'high_closed', 'is_approximate', 'n_claims', 'n_articles',
    'n_origins', 'n_publishers', 'claim_ids'
] %}

with

figure as (
    select
        claimed.*,
        {{ floor_of('claimed') }} as least,
        {{ ceiling_of('claimed') }} as most
    from {{ ref('claimed_figure') }} as claimed
    {% if is_incremental() %}
        where {{ block_of('claimed.category', 'claimed.period_end') }} in {{ remade() }}
    {% endif %}
),

-- Reprints that tell a figure in their own voice are one source: see publisher_echo.
paired as (
    select
        a,
        b,
        a.most < b.least or b.most < a.least as is_disjoint,
        case
            when a.stated_high < b.stated_low or a.most < b.least then b.victim_class
            when b.stated_high < a.stated_low or b.most < a.least then a.victim_class
        end as class_of_greater,
        case
            when a.stated_high < b.stated_low then b.stated_low / nullif(a.stated_high, 0)
            when b.stated_high < a.stated_low then a.stated_low / nullif(b.stated_high, 0)
            when a.stated_high >= b.stated_low and b.stated_high >= a.stated_low then 1
        end as ratio,
        case
            when a.high < b.low then b.low / nullif(a.high, 0)
            when b.high < a.low then a.low / nullif(b.high, 0)
            else 1
        end as ratio_low,
        case
            when a.high is not null and b.high is not null and least(a.low, b.low) > 0
                then greatest(a.high / b.low, b.high / a.low)
        end as ratio_high
    from figure as a
    inner join figure as b on a.thing_id = b.thing_id
    where
        a.speaker < b.speaker
        and (
            a.victim_class is not distinct from b.victim_class
            or 'unspecified' in (a.victim_class, b.victim_class)
        )
        and coalesce(a.period_start = b.period_start, true)
        and not (a.is_own_voice and b.is_own_voice and list_has_any(a.origin_ids, b.origin_ids))
)

select
    {{ key_of(['a.claimed_figure_id', 'b.claimed_figure_id']) }} as disagreement_id,
    case
        -- Soldiers among all who died may be fewer, never more.
        when a.victim_class <> b.victim_class and class_of_greater = 'unspecified'
            then 'compatible'
        when is_disjoint then 'contradictory'
        when ratio > 1.5 then 'suspicious'
        else 'compatible'
    end as verdict,
    case
        when a.claimant_role = b.claimant_role then 'both_' || a.claimant_role
        when a.claimant_role = 'own' then 'own_against_' || b.claimant_role
        when b.claimant_role = 'own' then 'own_against_' || a.claimant_role
        when a.claimant_role <> b.claimant_role then 'adversary_against_third_party'
    end as relation,
    a.category,
    a.equipment,
    a.victim_side,
    a.victim_group,
    a.place_id,
    a.place,
    a.cumulative,
    coalesce(a.period_start, b.period_start) as period_start,
    a.period_end,
    ratio,
    ratio_low,
    ratio_high,
    {% for column in told %}
        a.{{ column }} as {{ column }}_a,
    {% endfor %}
    {% for column in told %}
        b.{{ column }} as {{ column }}_b,
    {% endfor %}
    len(list_intersect(a.origin_ids, b.origin_ids)) as n_shared_origins
from paired
order by a.period_end, disagreement_id
