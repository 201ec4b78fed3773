{# Every filled value of each named column is in the column's closed list. #}
{% test one_of(model, vocabularies) %}
select *
from {{ model }}
where
    {% for column, values in vocabularies.items() -%}
        {{ "or " if not loop.first }}{{ adapter.quote(column) }}
        not in ({{ "'" ~ values | join("', '") ~ "'" }})
    {% endfor %}
{% endtest %}
