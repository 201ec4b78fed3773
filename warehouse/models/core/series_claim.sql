{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='claim_id',
    pre_hook=["{{ note_points() }}"]
) }}

select point.*
from ({{ points_as_claims() }}) as point
{% if is_incremental() %}
    where point.claim_id in {{ remade() }}
{% endif %}
order by point.origin_id, point.as_of, point.claim_id
