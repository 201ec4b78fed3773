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
    )
{%- endmacro %}

{# Copies that changed, whose origin changed, or that were compared anew. #}
{% macro note_echoes() -%}
    {% set query %}
        select changed.article_id as key
        from {{ changed_articles() }} as changed
        union all
        select echo.article_id as key
        from {{ source('raw', 'article_copy') }} as echo
        where echo.origin_id in {{ changed_articles() }}
        union all
        select coalesce(echo.article_id, built.article_id) as key
        from {{ source('raw', 'article_copy') }} as echo
        semi join {{ ref('article') }} as article
            on
                echo.article_id = article.article_id
                and echo.version = article.version
                and echo.origin_id = article.origin_id
        full join {{ this }} as built
            on
                echo.article_id = built.article_id
                and echo.origin_id = built.origin_id
                and echo.kept = built.share_kept
                and echo.credited is not distinct from built.credited_agency
                and echo.figures_changed = built.figures_changed
        where echo.article_id is null or built.article_id is null
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}
