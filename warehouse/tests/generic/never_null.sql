{# Every named column is filled in every row. #}
{% test never_null(model, columns) %}
select *
from {{ model }}
where
    {% for column in columns -%}
        {{ "or " if not loop.first }}{{ adapter.quote(column) }} is null
    {% endfor %}
{% endtest %}
