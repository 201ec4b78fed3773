-- Two figures that are both open upwards hold common numbers, so that they cannot contradict.
select pair.*
from {{ ref('source_disagreement') }} as pair
where pair.verdict = 'contradictory' and pair.high_a is null and pair.high_b is null
