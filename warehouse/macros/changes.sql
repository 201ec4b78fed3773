{# Which rows of each incremental model are to be made anew: the hooks that find out. core.article
   is compared with raw; core.article_claim follows it and the ledger of readings, the others follow
   what these two note. A hook of a model that is built from nothing notes nothing. #}

{% macro changed_articles() -%}
    (
        select changed.article_id
        from meta.changed_article as changed
        where changed.change_number > {{ taken_up() }}
    )
{%- endmacro %}

{% macro changed_claims() -%}
    (
        select changed.claim_id
        from meta.changed_claim as changed
        where changed.change_number > {{ taken_up() }}
    )
{%- endmacro %}

{# Texts that are not in core.article, or newer than there, and origins that are other ones. #}
{% macro note_articles() -%}
    {%- if is_incremental() %}
    insert into meta.changed_article
    with changed as (
        select
            stored.article_id,
            stored.version
        from {{ source('raw', 'article_version') }} as stored
        left join {{ this }} as built on stored.article_id = built.article_id
        where built.version is null or built.version < stored.version
        union all
        select
            built.article_id,
            built.version
        from {{ this }} as built
        left join {{ source('raw', 'article_origin') }} as origin
            on built.article_id = origin.article_id and built.version = origin.version
        where coalesce(origin.origin_id, built.article_id) <> built.origin_id
    )
    select
        {{ last_change() }} + 1,
        changed.article_id,
        max(changed.version),
        any_value(built.origin_id),
        any_value(built.publisher)
    from changed
    left join {{ this }} as built on changed.article_id = built.article_id
    group by changed.article_id;
    {{ note_remade("select article_id as key from " ~ changed_articles()) }}
    {%- endif %}
{%- endmacro %}

{# Origins that won or lost an article, and those of which an article changed. #}
{% macro note_origins() -%}
    {% set query %}
        select changed.origin_before as key
        from meta.changed_article as changed
        where changed.change_number > {{ taken_up() }}
        union all
        select article.origin_id as key
        from {{ ref('article') }} as article
        where article.article_id in {{ changed_articles() }}
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{# Publishers, as told, of articles that changed or of which `more` tells; '' where none is. #}
{% macro note_publishers(more) -%}
    {% set query %}
        select coalesce(changed.publisher_before, '') as key
        from meta.changed_article as changed
        where changed.change_number > {{ taken_up() }} and changed.origin_before is not null
        union all
        select coalesce(article.publisher, '') as key
        from {{ ref('article') }} as article
        where article.article_id in {{ changed_articles() }} or article.article_id in {{ more }}
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{% macro articles_of_changed_claims() -%}
    (
        select claim.article_id
        from {{ source('raw', 'claim') }} as claim
        where claim.claim_id in {{ changed_claims() }}
    )
{%- endmacro %}

{% macro articles_read_anew() -%}
    (
        select extraction.article_id
        from {{ source('raw', 'extraction') }} as extraction
        where extraction.load_number > {{ taken_up("load_number") }}
    )
{%- endmacro %}
