"""Running the job from a terminal: the instance, progress, the report, and the web server.

Belongs here: what `tallywire run` and `tallywire ui` do around the Dagster definitions. Does not
belong here: assets, or the options of the commands.
"""
