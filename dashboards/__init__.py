"""What analysts look at: the embedded dashboard on the published snapshot, and the file exports.

Belongs here: pages, charts, the read-only queries behind them, exports, and the script that takes
pictures of the running programs. Does not belong here: anything that writes to the warehouse.
"""
