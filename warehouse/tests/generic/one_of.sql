{# Every filled value of a column is in a closed list. #}
{% test one_of(model, column, values) %}
select {{ adapter.quote(column) }}
from {{ model }}
where {{ adapter.quote(column) }} not in ({{ "'" ~ values | join("', '") ~ "'" }})
{% endtest %}
