{# Articles that changed or were read anew, and those with a changed figure that is not told yet. #}
{% macro note_articles_of_revisions() -%}
    {% set query %}
        {{ articles_told_anew() }}
        union all
        select change.article_id as key
        from {{ source('raw', 'article_change') }} as change
        anti join {{ this }} as built
            on change.article_id = built.article_id and change.version = built.version_to
        where len(change.figures) > 0
    {% endset %}
    {%- if is_incremental() %}{{ note_remade(query) }}{% endif %}
{%- endmacro %}

{# One side of a changed figure: in which version it stands, its words, and where they begin. #}
{% macro changed_side(version, when, text) -%}
    {
        'version': changed.{{ version }},
        'sentence': changed.figure.sentence_{{ when }},
        'figure': changed.figure.{{ when }},
        'start_at': strpos({{ text }}, changed.figure.sentence_{{ when }}) - 1
    }
{%- endmacro %}
