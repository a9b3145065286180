"""`doorstep audit verify`."""

from doorstep.people.models import AuditChain, AuditEntry


def test_verify_names_every_chain_with_its_head(cast, run):
    code, answer, err = run("audit", "verify", "--json")

    heads = {
        chain.place and chain.place.code: (chain.length, chain.head)
        for chain in AuditChain.objects.select_related("place")
    }
    assert (code, answer["ok"]) == (0, True)
    assert {one["place"]: (one["entries"], one["head"]) for one in answer["chains"]} == heads
    assert {(one["ok"], one["break"]) for one in answer["chains"]} == {(True, None)}
    assert len(err.splitlines()) == len(heads)


def test_verify_names_the_first_break_and_fails(cast, run):
    AuditEntry.objects.filter(place=cast.caoba, number=3).update(act="nothing")

    code, answer, err = run("audit", "verify", "--json")

    broken = {one["place"]: one["break"] for one in answer["chains"] if not one["ok"]}
    assert (code, answer["ok"]) == (1, False)
    assert broken == {"caoba": {"number": 3, "kind": "column_changed", "what": "act"}}
    assert "a column was changed (act)" in err


def test_verify_of_one_place_looks_at_its_chain_alone(cast, run):
    AuditEntry.objects.filter(place=cast.caoba, number=3).update(act="nothing")

    code, answer, _err = run("audit", "verify", "--place", "xiagou", "--json")
    without_json = run("audit", "verify", "--place", "caoba")

    assert (code, [one["place"] for one in answer["chains"]]) == (0, ["xiagou"])
    assert without_json[:2] == (1, None)
