{# What is around incremental models: which are built on which, their comments and tests. #}

{% macro dependents() -%}
    {% if not execute %}{{ return([]) }}{% endif %}
    {% set found = [model.unique_id] %}
    {% set names = [] %}
    {% for _ in range(8) %}
        {% for node in graph.nodes.values()
            if node.resource_type == "model" and node.unique_id not in found
            and node.depends_on.nodes | select("in", found) | list %}
            {% do found.append(node.unique_id) %}
            {% do names.append(node.schema ~ "." ~ node.alias) %}
        {% endfor %}
    {% endfor %}
    {{ return(names) }}
{%- endmacro %}

{# Comments are written when a table is made, not each time that rows are added to it. #}
{% macro persist_docs(relation, model, for_relation=true, for_columns=true) -%}
    {% if not is_incremental() %}
        {{ return(adapter.dispatch("persist_docs", "dbt")(
            relation, model, for_relation, for_columns
        )) }}
    {% endif %}
{%- endmacro %}

{# Of an incremental model, tests read the rows that were made since they last passed: those whose
   key the model noted. Of a model that was built from nothing they read all rows. #}
{% macro get_where_subquery(relation) -%}
    {% if not execute %}{{ return(relation) }}{% endif %}
    {% set tested = graph.nodes["model.tallywire." ~ relation.identifier].config %}
    {% set key = tested.meta.get("tested_by", tested.unique_key) %}
    {% set noted_by = tested.meta.get("noted_by", relation.schema ~ "." ~ relation.identifier) %}
    {% if not key %}{{ return(relation) }}{% endif %}
    {% set found = run_query(
        "select tested_number from meta.model_build where model = '" ~ noted_by ~ "'"
    ) %}
    {% if not found.rows or found.rows[0][0] is none %}{{ return(relation) }}{% endif %}
    {{ return(
        "(select * from " ~ relation ~ " where " ~ key ~ " in (select key from meta.remade_row"
        ~ " where model = '" ~ noted_by ~ "' and change_number > " ~ found.rows[0][0]
        ~ "))"
    ) }}
{%- endmacro %}
