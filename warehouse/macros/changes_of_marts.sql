{# Which rows of the incremental marts are to be made anew because of what is neither an article nor
   a claim: findings, sizes of origins, comparisons of copies. #}

{# Series of which a step has other findings than until now. #}
{% macro note_series_with_other_findings() -%}
    {% set query %}
        with held as (
            select
                built.series_id,
                built.as_of,
                unnest(built.finding_ids) as finding_id
            from {{ this }} as built
        ),

        found as (
            select
                step.series_id,
                step.as_of,
                finding.finding_id
            from (
                select
                    built.series_id,
                    built.as_of,
                    unnest(built.claim_ids) as claim_id
                from {{ this }} as built
            ) as step
            inner join {{ named_by_findings() }} as finding on step.claim_id = finding.claim_id
        )

        select differing.series_id as key
        from (
            (select * from held except select * from found)
            union all
            (select * from found except select * from held)
        ) as differing
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{# Claims that changed, have other findings, or whose origin has another size. #}
{% macro note_claims_to_audit() -%}
    {% set query %}
        with held as (
            select
                built.claim_id,
                unnest(built.finding_ids) as finding_id
            from {{ this }} as built
        ),

        found as (
            select
                finding.claim_id,
                finding.finding_id
            from {{ named_by_findings() }} as finding
            where finding.claim_id in (select built.claim_id from {{ this }} as built)
        )

        select changed.claim_id as key
        from {{ changed_claims() }} as changed
        union all
        select differing.claim_id as key
        from (
            (select * from held except select * from found)
            union all
            (select * from found except select * from held)
        ) as differing
        union all
        select built.claim_id as key
        from {{ this }} as built
        left join {{ ref('origin') }} as origin on built.origin_id = origin.origin_id
        where
            built.origin_n_articles <> coalesce(origin.n_articles, 0)
            or built.origin_n_publishers <> coalesce(origin.n_publishers, 1)
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{% macro named_by_findings() -%}
    (
        select
            unnest(finding.claim_ids) as claim_id,
            finding.finding_id
        from {{ source('flags', 'finding') }} as finding
        where finding.state in ('open', 'accepted')
    )
{%- endmacro %}
