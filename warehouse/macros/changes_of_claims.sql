{# What an incremental model of claims is to make anew: claims that changed, and what counts them. #}

{# Articles that changed or were read anew. All their claims count as changed, also those that are
   gone: raw.claim keeps them. #}
{% macro note_articles_of_claims() -%}
    {%- if is_incremental() %}
    {{ note_articles_told_anew() }};
    insert into meta.changed_claim
    select
        {{ last_change() }} + 1,
        claim.claim_id
    from {{ source('raw', 'claim') }} as claim
    where claim.article_id in {{ remade() }}
    {%- endif %}
{%- endmacro %}

{# What the key of a changed claim is now, and what holds the claim until now. #}
{% macro note_counted(key, key_of_claim) -%}
    {% set query %}
        select {{ key_of_claim }} as key
        from {{ ref('claim') }} as claim
        where claim.claim_id in {{ changed_claims() }}
        union all
        select held.key
        from (
            select
                built.{{ key }} as key,
                unnest(built.claim_ids) as claim_id
            from {{ this }} as built
        ) as held
        where held.claim_id in {{ changed_claims() }}
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{# All claims that count for the noted keys: those that did until now, and the changed ones. #}
{% macro recounted(key) -%}
    (
        select unnest(built.claim_ids)
        from {{ this }} as built
        where built.{{ key }} in {{ remade() }}
        union all
        select changed.claim_id
        from {{ changed_claims() }} as changed
    )
{%- endmacro %}

{# Keys of the articles whose text, origin or reading changed. #}
{% macro articles_told_anew() -%}
    select changed.article_id as key
    from {{ changed_articles() }} as changed
    union all
    select reading.article_id as key
    from {{ articles_read_anew() }} as reading
{%- endmacro %}

{% macro note_articles_told_anew() -%}
    {%- if is_incremental() %}{{ note_remade(articles_told_anew()) }}{% endif %}
{%- endmacro %}

{% macro note_changed_claims() -%}
    {%- if is_incremental() %}{{ note_remade("select claim_id as key from " ~ changed_claims()) }}{% endif %}
{%- endmacro %}
