"""Win rate by team and month in DuckDB: columns.py CSV SQL… prints the median milliseconds of seven runs of each SQL.

The file has the columns team, region (whole numbers), closed_on (date) and outcome (0 open, 1 won, 2 lost).
"""

import statistics
import sys
import time

import duckdb

file, *questions = sys.argv[1:]
base = duckdb.connect()
base.execute("set threads to 2")
base.execute(
    "create table deals as select * from read_csv(?, header = true, "
    "columns = {'team': 'INTEGER', 'region': 'INTEGER', 'closed_on': 'DATE', 'outcome': 'TINYINT'})",
    [file],
)
for question in questions:
    times = []
    for _ in range(8):
        began = time.perf_counter()
        base.execute(question).fetchall()
        times.append((time.perf_counter() - began) * 1000)
    print(statistics.median(times[1:]))
