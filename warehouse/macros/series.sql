{# Points of structured feeds in the columns of a claim, and which of them changed. #}

{% macro points_as_claims() -%}
    select
        point.claim_id,
        cast(null as varchar) as article_id,
        cast(null as integer) as version,
        'series-' || point.mapping_id as extractor_version,
        cast(null as integer) as start,
        cast(null as integer) as "end",
        point.figure,
        false as implicit,
        point.category,
        point.equipment,
        point.value,
        point.value_to,
        point.qualifier,
        point.low,
        point.high,
        point.low_closed,
        point.high_closed,
        point.approximate,
        point.victim_side,
        point.victim_class,
        cast(null as varchar) as victim_text,
        point.claimant,
        point.claimant as claimant_text,
        cast(null as varchar) as relay,
        -- A table names its claimant without words that attribute; where it names none, its publisher
        -- speaks.
        case when point.claimant is null then 'narrator' else 'indirect' end as attribution,
        cast(null as varchar) as cue,
        cast(null as varchar) as hedge,
        point.period_start,
        point.period_end,
        point.period_kind,
        point.cumulative,
        point.place,
        point.place as place_text,
        'not_stated' as verification,
        cast(null as varchar) as part_of,
        cast(null as varchar) as restates,
        cast(1.0 as double) as confidence,
        '[]' as evidence,
        'series' as source_kind,
        coalesce(point.publisher, point.feed) as publisher,
        cast(point.published_on as timestamp) as published_at,
        point.url,
        cast(null as varchar) as title,
        cast(null as varchar) as language,
        'series:' || point.feed as origin_id,
        claimant.actor_id as claimant_id,
        coalesce(claimant.name, point.claimant) as claimant_name,
        claimant.kind as claimant_kind,
        claimant.side as claimant_side,
        cast(null as varchar) as relay_id,
        place_name.place_id,
        point.row_text as sentence,
        point.as_of,
        cast(null as varchar) as counted_in
    from {{ ref('stg_series_point') }} as point
    left join {{ ref('stg_actor_name') }} as full_name
        on {{ name_key('point.claimant') }} = full_name.name_key
    left join {{ ref('actor') }} as claimant on full_name.actor_id = claimant.actor_id
    left join {{ ref('stg_place_name') }} as place_name
        on {{ name_key('point.place') }} = place_name.name_key
{%- endmacro %}

{# Points that are new, gone, or told otherwise; what is built on claims has to follow them. #}
{% macro note_points() -%}
    {% set query %}
        select differing.claim_id as key
        from (
            (select * from {{ this }} except select * from ({{ points_as_claims() }}))
            union all
            (select * from ({{ points_as_claims() }}) except select * from {{ this }})
        ) as differing
    {% endset %}
    {%- if is_incremental() %}
    {{ note_remade(query) }};
    insert into meta.changed_claim
    select
        {{ last_change() }} + 1,
        remade.key
    from {{ remade() }} as remade
    {%- endif %}
{%- endmacro %}
