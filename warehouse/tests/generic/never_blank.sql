{# Missing is null: no named text column holds an empty text or only spaces. What a source leaves
   blank must not stop a run, so this warns. #}
{% test never_blank(model, columns) %}
    {{ config(severity='warn') }}
select *
from {{ model }}
where
    {% for column in columns -%}
        {{ "or " if not loop.first }}not regexp_matches({{ adapter.quote(column) }}, '\S')
    {% endfor %}
{% endtest %}
