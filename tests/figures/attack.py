"""Attackers who know every print, the total of each month and that no count is below zero."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

from ortools.linear_solver import pywraplp

from doorstep.figures.disclose import Cell, Print, cells_of, disclose, disclose_to_both

FIRST = date(2026, 1, 31)


def day_of(month):
    return date(2026, month + 1, 28)


def table_of(shape, atoms):
    """A shape `("all", ("a", ("b", "c")))` filled with the next atoms from an iterator."""
    if isinstance(shape, str):
        return Cell(shape, next(atoms))
    key, parts = shape
    made = tuple(table_of(part, atoms) for part in parts)
    return Cell(key, sum(part.value for part in made), made)


def primary_only(table, *, on, threshold, earlier):
    """The naive hider: hides what is small, and nothing else, afresh each month."""
    shown = {cell.key: cell.number for cell in cells_of(table) if cell.number.behind >= threshold}
    return Print(on, threshold, shown)


def without_reprinting(table, *, on, threshold, earlier):
    """Hides well in one table, and forgets what was printed before."""
    return disclose(table, on=on, threshold=threshold, earlier=())


def printed(tables, threshold, hide=disclose):
    """Month by month what one circle of readers got: (print,)."""
    log, told = [], []
    for month, table in enumerate(tables):
        made = hide(table, on=day_of(month), threshold=threshold, earlier=tuple(log))
        if made is not None and made not in log:
            log.append(made)
        told.append((made,))
    return told


def printed_twice(tables, inside, public):
    """Month by month what the town and everybody got: (print, print)."""
    logs, told = ([], []), []
    for month, table in enumerate(tables):
        both = disclose_to_both(table, on=day_of(month), earlier=logs, thresholds=(inside, public))
        for log, made in zip(logs, both, strict=True):
            if made is not None and made not in log:
                log.append(made)
        told.append(both)
    return told


def frozen(prints):
    """Prints as something to compare by."""
    return tuple(
        made and (made.on, tuple(sorted((key, one.value) for key, one in made.shown.items())))
        for made in prints
    )


def worlds(shape, count, months, most):
    """Every story of `count` atoms over some months whose total never passes `most`."""
    one_month = [atoms for atoms in product(range(most + 1), repeat=count) if sum(atoms) <= most]
    tables = [table_of(shape, iter(atoms)) for atoms in one_month]
    return product(tables, repeat=months)


@dataclass(frozen=True)
class Leak:
    """A small cell, or a small move of one, that is known too well; `left` values are possible."""

    what: str
    value: int
    left: tuple[int, ...]


def leaks_by_trying(stories, threshold, print_all, reader=slice(None)):
    """Asks, for all stories that look alike from outside, what could still be: the attacker knows
    the rule itself, and the total of every split in every month. `print_all` prints a story;
    `reader` is which of its prints are read."""
    alike = defaultdict(list)
    for story in stories:
        totals = tuple(table.value for table in story if table.parts)
        if all(total >= threshold for total in totals):
            seen = tuple(frozen(prints[reader]) for prints in print_all(story))
            alike[totals, seen].append(story)
    for found in alike.values():
        possible = defaultdict(set)
        for story in found:
            for name, value in asked_of(story):
                possible[name].add(value)
        for name, values in possible.items():
            least = min(values, key=abs)
            if len(values) < threshold and abs(least) < threshold:
                yield Leak(name, least, tuple(sorted(values)))


def guarded(table):
    """The cells an attacker is after: all but the total of a split."""
    return list(cells_of(table))[1 if table.parts else 0 :]


def asked_of(story):
    """(name, value) of each guarded cell in each month, and of its move to the next."""
    rows = [{cell.key: cell.value for cell in guarded(table)} for table in story]
    for month, row in enumerate(rows):
        for key, value in row.items():
            yield f"{key} in {month}", value
    for month, (before, after) in enumerate(pairwise(rows)):
        for key, value in before.items():
            yield f"{key} from {month}", after[key] - value


def leaks_by_bounds(tables, told, threshold):
    """The least and the greatest value that linear programming leaves to each cell and move."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    months = [
        {cell.key: solver.NumVar(0, solver.infinity(), "") for cell in cells_of(table)}
        for table in tables
    ]
    for month, table in zip(months, tables, strict=True):
        solver.Add(month[table.key] == table.value)
        for cell in cells_of(table):
            if cell.parts:
                solver.Add(month[cell.key] == sum(month[part.key] for part in cell.parts))
    by_day = {day_of(number): month for number, month in enumerate(months)}
    for prints in told:
        for made in prints:
            for key, number in made.shown.items() if made else ():
                solver.Add(by_day[made.on][key] == number.value)
    asked = []
    for number, table in enumerate(tables):
        for cell in guarded(table):
            asked.append((f"{cell.key} in {number}", cell.value, months[number][cell.key]))
    for number, (before, after) in enumerate(pairwise(tables)):
        later = {cell.key: cell.value for cell in guarded(after)}
        for cell in guarded(before):
            move = months[number + 1][cell.key] - months[number][cell.key]
            asked.append((f"{cell.key} from {number}", later[cell.key] - cell.value, move))
    for name, value, expression in asked:
        if abs(value) >= threshold:
            continue
        ends = []
        for turn in (solver.Minimize, solver.Maximize):
            turn(expression)
            assert solver.Solve() == pywraplp.Solver.OPTIMAL, name
            ends.append(round(solver.Objective().Value()))
        if ends[1] - ends[0] + 1 < threshold:
            yield Leak(name, value, tuple(ends))
