{# One side of a changed figure: in which version it stands, its words, and where they begin. #}
{% macro changed_side(version, when, text) -%}
    {
        'version': changed.{{ version }},
        'sentence': changed.figure.sentence_{{ when }},
        'figure': changed.figure.{{ when }},
        'start_at': strpos({{ text }}, changed.figure.sentence_{{ when }}) - 1
    }
{%- endmacro %}
