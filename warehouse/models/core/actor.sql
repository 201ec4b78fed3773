with

alias as (
    select
        actor_alias.actor_id,
        list(actor_alias.alias order by actor_alias.alias) as aliases
    from {{ source('raw', 'actor_alias') }} as actor_alias
    group by actor_alias.actor_id
)

select
    actor.actor_id,
    actor.name,
    actor.kind,
    actor.side,
    coalesce(alias.aliases, []) as aliases
from {{ source('raw', 'actor') }} as actor
left join alias on actor.actor_id = alias.actor_id
order by actor.actor_id
