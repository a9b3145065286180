"""What the benchmarks make of figures that were measured in several runs."""

import json
import sys
from types import ModuleType

import pytest

from benchmarks import __main__ as bench
from benchmarks.planner import summary


def test_mean_and_largest_gap_and_growth_follow_from_all_values_kept():
    values = {
        "pvrp_p02_seed_1_gap": 0.2, "pvrp_pr05_seed_3_gap": 0.6, "pvrp_mean_gap": 9.0,
        "pvrp_p02_beside_pyvrp": 5.0,
        "plan_1000x152_seed_1_cpu_ms_a_household": 10.0,
        "plan_20000x3046_seed_1_cpu_ms_a_household": 12.0,
    }  # fmt: skip

    found = {row["metric"]: (row["value"], row["goal"]) for row in summary(values)}

    assert found == {
        "plan_growth_seed_1": (1.2, 1.3),
        "pvrp_mean_gap": (0.4, 0.7),
        "pvrp_largest_gap": (0.6, 2.0),
    }


def test_nothing_follows_where_nothing_was_measured():
    assert summary({}) == []


def part(*values):
    """A benchmark of several parts that measures these."""
    module = ModuleType("benchmarks.planner")
    module.run = lambda: ({"metric": name, "value": value, "unit": "s"} for name, value in values)
    module.summary = lambda kept: [{"metric": "sum", "value": sum(
        value for name, value in kept.items() if name != "sum"), "unit": "s"}]  # fmt: skip
    return module


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a benchmark; (what it returns, the values that are kept)."""
    monkeypatch.setattr(bench, "HERE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bench", "planner"])

    def run(module):
        monkeypatch.setitem(sys.modules, "benchmarks.planner", module)
        code = bench.main()
        rows = json.loads((tmp_path / "results/planner.json").read_text("utf-8"))
        return code, {row["metric"]: row["value"] for row in rows}

    return run


def test_a_run_keeps_what_an_earlier_one_measured(run):
    run(part(("a", 1), ("b", 2)))

    assert run(part(("b", 3), ("c", 4))) == (0, {"a": 1, "b": 3, "sum": 8, "c": 4})


def test_a_run_that_ends_early_keeps_what_it_measured(run, tmp_path):
    def ended():
        yield {"metric": "a", "value": 1, "unit": "s"}
        raise KeyboardInterrupt

    module = part()
    module.run = ended

    with pytest.raises(KeyboardInterrupt):
        run(module)

    rows = json.loads((tmp_path / "results/planner.json").read_text("utf-8"))
    assert [row["metric"] for row in rows] == ["a"]
