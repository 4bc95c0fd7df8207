"""The plan on standard input as an integer programme for HiGHS. Prints the seconds that solving took.

Variables are whole units for every person and month; the sums of months, teams, regions and company hold; what is minimized
is how far every cell is from its exact share, where shares are those of the blend. Building the model is not counted.
"""

import json
import sys
import time
from collections import defaultdict

import highspy
import numpy

plan = json.load(sys.stdin)
below = defaultdict(list)
for node in plan["nodes"]:
    below[node["parent"]].append(node)


def shares(siblings):
    share = [0.0] * len(siblings)
    for part in plan["blend"]:
        own = [1.0 if part["driver"] == "even" else node.get("drivers", {}).get(part["driver"], 0) for node in siblings]
        total = sum(own)
        if total:
            share = [kept + part["weight"] * each / total for kept, each in zip(share, own)]
    whole = sum(share)
    return [each / whole for each in share]


months = [period["weight"] for period in plan["periods"]]
year = sum(months)
lower, upper, exact, cells = [], [], [], {}
totals, sums = {None: plan["total"]}, []


def down(parent, level):
    siblings = below[parent]
    if not siblings:
        return
    ratio = 1 + (plan["over_assignment"][level - 1] if 0 < level <= len(plan["over_assignment"]) else 0)
    given = round(totals[parent] * ratio)
    held = sum(node["value"] for node in siblings if node.get("locked"))
    free = [share for node, share in zip(siblings, shares(siblings)) if not node.get("locked")]
    for node, share in zip(siblings, shares(siblings)):
        value = node["value"] if node.get("locked") else (given - held) * share / sum(free)
        totals[node["id"]] = round(value)
        if not below[node["id"]]:
            first = len(exact)
            cells[node["id"]] = range(first, first + len(months))
            exact.extend(value * month / year for month in months)
            locked = [node["value"]] * 2 if node.get("locked") else [node.get("min", 0), node.get("max", plan["total"])]
            sums.append((list(cells[node["id"]]), *locked))
        down(node["id"], level + 1)
    if not below[siblings[0]["id"]]:
        sums.append(([cell for node in siblings for cell in cells[node["id"]]], given, given))


sys.setrecursionlimit(10_000)
down(None, 0)

count = len(exact)
model = highspy.HighsModel()
program = model.lp_
# A whole part for each cell, and how far it is above or below its share.
program.num_col_ = 3 * count
program.col_cost_ = numpy.array([0.0] * count + [1.0] * 2 * count)
program.col_lower_ = numpy.zeros(3 * count)
program.col_upper_ = numpy.full(3 * count, highspy.kHighsInf)
program.integrality_ = [highspy.HighsVarType.kInteger] * count + [highspy.HighsVarType.kContinuous] * 2 * count
rows = [(members, [1.0] * len(members), low, high) for members, low, high in sums]
rows += [([cell, count + cell, 2 * count + cell], [1.0, -1.0, 1.0], share, share) for cell, share in enumerate(exact)]
program.num_row_ = len(rows)
program.row_lower_ = numpy.array([float(row[2]) for row in rows])
program.row_upper_ = numpy.array([float(row[3]) for row in rows])
matrix = program.a_matrix_
matrix.format_ = highspy.MatrixFormat.kRowwise
matrix.start_ = numpy.cumsum([0] + [len(row[0]) for row in rows])
matrix.index_ = numpy.array([cell for row in rows for cell in row[0]])
matrix.value_ = numpy.array([factor for row in rows for factor in row[1]])

solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("time_limit", 120.0)
solver.passModel(model)
began = time.perf_counter()
solver.run()
took = time.perf_counter() - began
if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
    sys.exit(f"not solved: {solver.getModelStatus()}")
# The solver says its name first.
print(took)
