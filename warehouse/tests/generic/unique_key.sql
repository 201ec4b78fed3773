{# One row for each combination of the named columns, null counting as a value. #}
{% test unique_key(model, columns) %}
select
    {{ columns | map("tojson") | join(", ") }},
    count(*) as n_rows
from {{ model }}
group by all
having count(*) > 1
{% endtest %}
