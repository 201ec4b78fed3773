{# Every condition is true, or unknown, in every row. #}
{% test holds(model, conditions) %}
select *
from {{ model }}
where
    {% for condition in conditions -%}
        {{ "or " if not loop.first }}not ({{ condition }})
    {% endfor %}
{% endtest %}
