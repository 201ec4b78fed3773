with

name as (
    select
        actor.actor_id,
        {{ name_key('actor.name') }} as name_key
    from {{ source('raw', 'actor') }} as actor
    union
    select
        actor_alias.actor_id,
        {{ name_key('actor_alias.alias') }} as name_key
    from {{ source('raw', 'actor_alias') }} as actor_alias
)

-- A name that two actors go by names neither.
select
    name.name_key,
    min(name.actor_id) as actor_id
from name
group by name.name_key
having count(distinct name.actor_id) = 1
