"""Asking, objecting, complaining and withdrawing are facts for nobody."""

import ast

import pytest

from doorstep.categories.queries import proposals_by_rule
from doorstep.figures.queries import ALL_FIGURES, get_figure, measure
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.pairing.queries import build_problem
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.rights import actions
from doorstep.rights.choices import RequestKind
from doorstep.visits.queries import plans
from tests.architecture.source import files, name, room
from tests.factories import make_need, pair

BLIND = ("categories", "figures", "method", "needs", "packs", "pairing", "planner", "visits")
NOT_FOR_THEM = {"Consent", "ConsentText", "Request", "CopyGiven", "consents", "withdrawn_on"}


@pytest.fixture
def caoba(cast, method):
    pair(cast.a, cast.tashi)
    pair(cast.c, cast.pema)
    make_need(cast.a, owner=cast.tashi)
    register.state_circumstance(
        cast.b, "medical_costs", since_on=cast.day, source="office", by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip
    return cast.caoba


def everything_read(cast, method):
    """What categories, pairing, due lists and figures make of the village on the first day."""
    scope, period = scope_of(cast.caoba), Period(cast.day, cast.day)
    return {
        "proposals": proposals_by_rule(method, [cast.caoba.pk], cast.day),
        "problem": build_problem(cast.caoba, cast.day),
        "plans": plans(scope, Week.of(cast.day)),
        "figures": {key: measure(get_figure(key), scope, period).value for key in ALL_FIGURES},
    }


@pytest.mark.parametrize("kind", RequestKind)
def test_a_request_changes_nothing_that_others_read(cast, caoba, method, kind):
    before = everything_read(cast, method)

    actions.record_request(
        cast.a, kind=kind, member=cast.a.members.get(relation="head"), how="spoken", text="请",
        asked_on=cast.day, by=cast.coordinator, on=cast.day,
    )  # fmt: skip

    assert everything_read(cast, method) == before


def test_giving_and_withdrawing_consent_changes_nothing_of_the_service(cast, caoba, method):
    before = everything_read(cast, method)
    said = {"purpose": "register", "how": "signed", "given_on": cast.day}
    acting = {"by": cast.coordinator, "on": cast.day}

    consent = register.give_consent(cast.a, **said, **acting)
    given = everything_read(cast, method)
    register.withdraw_consent(consent, **acting)

    assert (given, everything_read(cast, method)) == (before, before)
    assert cast.a.pairings.filter(end_on=None).count() == 1
    assert cast.a.needs.filter(state="open").count() == 1
    assert cast.a.access.filter(until_on=None).exists()


def test_no_room_that_decides_or_counts_names_consents_or_requests():
    """Rooms below the desk cannot import it (the order holds that); consents lie lower."""
    named = {
        name(path)
        for path in files(".py")
        if room(path) in BLIND
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in NOT_FOR_THEM)
        or (isinstance(node, ast.Name) and node.id in NOT_FOR_THEM)
        or (isinstance(node, ast.alias) and node.name in NOT_FOR_THEM)
        or (isinstance(node, ast.Constant) and str(node.value) in NOT_FOR_THEM)
    }

    assert named == set()
