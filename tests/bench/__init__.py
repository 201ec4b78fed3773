"""Speed measured, not asserted: `python -m tests.bench` prints a table and writes build/bench.json.

Belongs here: generated inputs and timings of whole stages. Does not belong here: tests; a timing
never fails a build. `BENCH_QUICK=1` measures on less input.
"""
