{# No named number column is below zero. #}
{% test never_negative(model, columns) %}
select *
from {{ model }}
where
    {% for column in columns -%}
        {{ "or " if not loop.first }}{{ adapter.quote(column) }} < 0
    {% endfor %}
{% endtest %}
