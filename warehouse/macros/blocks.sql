{# Figures that can be compared are of one category and day. What compares them makes such a block
   anew as a whole: it is small, and found without the words that tell whose figures they are. #}

{% macro last_day_of(claim) -%}
    case when {{ claim }}.cumulative then {{ claim }}.as_of else {{ claim }}.period_end end
{%- endmacro %}

{% macro block_of(category, last_day) -%} concat_ws('|', {{ category }}, {{ last_day }}) {%- endmacro %}

{# Blocks that a changed claim is in now, and those that held one until now: `named` is a list of
   the claims that a row of the model names. #}
{% macro note_blocks(named) -%}
    {% set query %}
        select {{ block_of('claim.category', last_day_of('claim')) }} as key
        from {{ ref('claim') }} as claim
        where claim.claim_id in {{ changed_claims() }}
        union all
        select held.key
        from (
            select
                {{ block_of('built.category', 'built.period_end') }} as key,
                unnest({{ named }}) as claim_id
            from {{ this }} as built
        ) as held
        where held.claim_id in {{ changed_claims() }}
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}
