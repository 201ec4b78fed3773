{# Which rows of the mart of copies are to be made anew. #}

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
