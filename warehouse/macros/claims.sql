{# How names are compared: lower case, single spaces, no leading article. #}
{% macro name_key(name) -%}
    regexp_replace(
        trim(regexp_replace(lower(regexp_replace({{ name }}, '[’ʼ]', '''', 'g')), '\s+', ' ', 'g')),
        '^(the|an?) ', ''
    )
{%- endmacro %}

{# The host of a web address or of a publisher named by its host, in lower case; null for others. #}
{% macro host_of(address) -%}
    nullif(regexp_extract(
        lower({{ address }}),
        '^(?:https?://(?:[^/?#@]*@)?)?([^\s/?#:@.]+(?:\.[^\s/?#:@.]+)+)\.?(?:[:/?#]|$)', 1
    ), '')
{%- endmacro %}

{# The sentence around text[start:end], at most 200 code points to either side; "…" marks a cut.
   A sentence ends at a line break, or at a full stop and the like before a capital letter. #}
{% macro sentence_around(text, start, end) -%}
    ltrim(regexp_replace(
        case when {{ start }} > 200 then '…' else '' end
        || substring({{ text }}, greatest({{ start }} - 200, 0) + 1, least({{ start }}, 200)),
        '(?s)^.*(?:\n|[.!?][”"’)]*\s+($|[\p{Lu}“"‘(]))', '\1'
    ))
    || substring({{ text }}, {{ start }} + 1, {{ end }} - {{ start }})
    || rtrim(regexp_replace(
        substring({{ text }}, {{ end }} + 1, 200)
        || case when length({{ text }}) > {{ end }} + 200 then '…' else '' end,
        '(?s)^(.*?)(?:\n.*|([.!?][”"’)]*)(?:\s+[\p{Lu}“"‘(].*|$)|$)$', '\1\2'
    ))
{%- endmacro %}

{# Whether two claims count the same thing over the same time, so that adding them counts twice.
   The class of the victims may differ: the children among twelve people are among the twelve. #}
{% macro same_count(claim, other) -%}
    {% for column in [
        'category', 'equipment', 'victim_side', 'claimant_name', 'period_start', 'period_end',
        'cumulative'
    ] -%}
        {{ "and " if not loop.first }}{{ claim }}.{{ column }}
        is not distinct from {{ other }}.{{ column }}
    {% endfor %}
{%- endmacro %}

{# The columns that name a claimed toll, null counting as a value, as one key. #}
{% macro key_of(columns) -%}
    md5(concat_ws('|'{% for column in columns %}, coalesce(({{ column }})::varchar, '~'){% endfor %}))
{%- endmacro %}

{# A figure without a claimant is told in the article's own voice, and its publisher answers for it. #}
{% macro own_voice_of(claim) -%}
    case when {{ claim }}.claimant_name is null then {{ claim }}.publisher end
{%- endmacro %}

{# Whether a text says that a figure was corrected; the same words as in the rules' macros. #}
{% macro tells_correction(text) -%}
    coalesce(
        regexp_matches(
            lower({{ text }}),
            '\b(correct(ed|ing|ions?|s)|revis(ed|es|ing|ions?)|retract\w*|amended'
            || '|lowered|downgraded|recount\w*|reclassif\w*)\b'
        ),
        false
    )
{%- endmacro %}

{# What a claimed toll is about. #}
{% macro toll_key(claim) -%}
    {{ key_of([
        name_key(claim ~ '.claimant_name'), own_voice_of(claim), claim ~ '.victim_side',
        claim ~ '.victim_class', claim ~ '.category', claim ~ '.equipment',
        claim ~ '.period_start', claim ~ '.period_end'
    ]) }}
{%- endmacro %}

{# What a running total is about. #}
{% macro series_key(claim) -%}
    {{ key_of([
        name_key(claim ~ '.claimant_name'), own_voice_of(claim), claim ~ '.victim_side',
        claim ~ '.victim_class', claim ~ '.category', claim ~ '.equipment',
        'coalesce(' ~ claim ~ '.place_id, lower(' ~ claim ~ '.place))', claim ~ '.period_start'
    ]) }}
{%- endmacro %}

{# Which extractor version's reading of which articles is current: of the current texts in
   `articles`, those in `only` where it is told. #}
{% macro current_reading(articles, only=none) -%}
    select
        extraction.article_id,
        extraction.version,
        arg_max(extraction.extractor_version, extraction.load_number) as extractor_version
    from {{ source('raw', 'extraction') }} as extraction
    inner join {{ articles }} as article
        on extraction.article_id = article.article_id and extraction.version = article.version
    {% if only -%}
        where article.article_id in {{ only }}
    {%- endif %}
    group by extraction.article_id, extraction.version
{%- endmacro %}
