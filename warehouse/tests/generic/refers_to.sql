{# Every filled value of a column is a value of a column of another relation. #}
{% test refers_to(model, column, to, field) %}
select child.{{ adapter.quote(column) }}
from {{ model }} as child
anti join {{ to }} as parent on child.{{ adapter.quote(column) }} = parent.{{ adapter.quote(field) }}
where child.{{ adapter.quote(column) }} is not null
{% endtest %}
