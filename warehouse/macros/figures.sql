{# Who speaks: the resolved actor, else a proper name, else the publisher in its own voice.
   "Officials" in two articles need not be the same people: null, and compared with nobody. #}
{% macro speaker_of(claim) -%}
    case
        when {{ claim }}.claimant_name is null then 'own voice: ' || {{ claim }}.publisher
        when {{ claim }}.claimant_id is not null then {{ claim }}.claimant_id
        when regexp_matches({{ claim }}.claimant_name, '^(an?|one|some|several|two) ') then null
        when regexp_matches({{ claim }}.claimant_name, '[\p{Lu}\p{Lo}]')
            then {{ name_key(claim ~ '.claimant_name') }}
    end
{%- endmacro %}

{# Which group of victims a figure counts within their class ("nine children"); null for all of
   them ("nine people", "nine soldiers", "nine Lebanese"). The words of the rules' macros, and
   whose people they are, which victim_side tells. #}
{% macro group_of(victim_text, figure) -%}
    case
        when not regexp_matches(
            lower({{ victim_text }}),
            '\b(civilians?|soldiers?|troops|service(wo)?men|fighters?|militants?|personnel)\b'
        ) then nullif(trim(regexp_replace(
            replace(lower({{ victim_text }}), lower({{ figure }}), ''),
            '\b(people|persons?|casualties|killed|wounded|injured|dead|victims|others?|of|the)\b'
            || '|\b(men|bodies|its|their|our|own|afghans?|\w{4,}(ians?|ese|ish|[lnq]is?))\b'
            || '|\b\d+\b|[^\pL\pM\d\s-]', ' ', 'g'
        )), '')
    end
{%- endmacro %}

{# An end of an interval with the tolerance of approximate figures, a tenth, as in the rules. #}
{% macro floor_of(figure) -%}
    ({{ figure }}.low - case when {{ figure }}.is_approximate then {{ figure }}.low // 10 else 0 end)
{%- endmacro %}

{% macro ceiling_of(figure) -%}
    ({{ figure }}.high + case when {{ figure }}.is_approximate then {{ figure }}.high // 10 else 0 end)
{%- endmacro %}
