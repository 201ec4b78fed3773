"""Tables of figures in, points out: structured feeds, which publish series and no prose.

Belongs here: everything between the bytes of a table and rows of `raw.series_point` or
`raw.rejected_point`. Does not belong here: storing those rows (`warehouse`), fetching a table
(`fetching`), prose (`articles`, `claims`).

The way of one table: `table` makes rows of named cells of CSV, JSON or JSON Lines; `mapping` says
which column means what, by a shape of `shapes` or in the words of the user; `rows` tells for each
row who claims what, about whom and for which days; `cells` reads single dates and numbers; `points`
puts what came of it into frames.
"""

from pipelines.series.cells import SeriesError
from pipelines.series.mapping import SeriesMapping, load_shape, shape_names
from pipelines.series.points import Points, read_points

__all__ = ["Points", "SeriesError", "SeriesMapping", "load_shape", "read_points", "shape_names"]
