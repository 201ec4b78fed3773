{# How every incremental model is made. It notes the keys of the rows that are to be made anew, its
   query makes those alone, and they take the place of what it held under these keys: a row that
   nothing makes any longer is gone. How far it has come is kept in meta.model_build, in the same
   transaction: a build that dies is taken up where it stopped, in any selection of models. #}

{# Whether a model is built from nothing: it never was, or from other files or reference tables. #}
{% macro should_full_refresh() -%}
    {% if flags.FULL_REFRESH %}{{ return(true) }}{% endif %}
    {% set found = run_query(
        "select count(*) from meta.model_build inner join meta.model_fingerprint"
        ~ " using (fingerprint) where model = '" ~ model.schema ~ "." ~ model.alias ~ "'"
    ) %}
    {{ return(found.rows[0][0] == 0) }}
{%- endmacro %}

{% macro told_name() -%} '{{ this.schema }}.{{ this.identifier }}' {%- endmacro %}

{# How far this model had come before this build; below every number where it never was built. #}
{% macro taken_up(number="change_number") -%}
    (
        select coalesce(max(build.{{ number }}), -1)
        from meta.model_build as build
        where build.model = {{ told_name() }}
    )
{%- endmacro %}

{% macro last_change() -%}
    (
        select coalesce(max(noted.change_number), 0)
        from (
            select changed_article.change_number from meta.changed_article
            union all
            select changed_claim.change_number from meta.changed_claim
            union all
            select remade_row.change_number from meta.remade_row
            union all
            select model_build.change_number from meta.model_build
        ) as noted
    )
{%- endmacro %}

{# Hook: notes the keys that `query` yields as `key`. #}
{% macro note_remade(query) -%}
    insert into meta.remade_row
    select distinct
        {{ last_change() }} + 1,
        {{ told_name() }},
        noted.key
    from ({{ query }}) as noted
    where noted.key is not null
{%- endmacro %}

{# The keys of the rows that this build makes anew. #}
{% macro remade() -%}
    (
        select remade.key
        from meta.remade_row as remade
        where remade.model = {{ told_name() }} and remade.change_number > {{ taken_up() }}
    )
{%- endmacro %}

{# The strategy of that name: what the query made takes the place of what the noted keys held. #}
{% macro get_incremental_remake_sql(arguments) -%}
    {%- set columns = get_quoted_csv(arguments.dest_columns | map(attribute="name")) -%}
    delete from {{ arguments.target_relation }} where {{ arguments.unique_key }} in {{ remade() }};
    insert into {{ arguments.target_relation }} ({{ columns }})
    select {{ columns }} from {{ arguments.temp_relation }}
{%- endmacro %}

{# The last hook of every model. What is built on a model that was built from nothing has to be,
   too: nothing was noted for it. #}
{% macro mark_built() -%}
    insert into meta.model_build
    select
        {{ told_name() }},
        model_fingerprint.fingerprint,
        {{ last_change() }},
        (select coalesce(max(extraction.load_number), 0) from raw.extraction),
        null
    from meta.model_fingerprint
    on conflict (model) do update set
        fingerprint = excluded.fingerprint,
        change_number = excluded.change_number,
        load_number = excluded.load_number
    {%- if model.config.materialized != "incremental" %},
        tested_number = null
    {%- elif not is_incremental() %},
        tested_number = null;
    update meta.model_build set fingerprint = 'outdated'
    where
        model in ('{{ dependents() | join("', '") }}')
        and fingerprint in (select model_fingerprint.fingerprint from meta.model_fingerprint)
    {%- endif %}
{%- endmacro %}
