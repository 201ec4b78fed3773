{# Missing is null: no named text column holds an empty text or only spaces. #}
{% test never_blank(model, columns) %}
select *
from {{ model }}
where
    {% for column in columns -%}
        {{ "or " if not loop.first }}trim({{ adapter.quote(column) }}) = ''
    {% endfor %}
{% endtest %}
