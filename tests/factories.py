"""Rows for tests, made with the real actions. All people are invented."""

from datetime import date
from pathlib import Path

from doorstep.people import actions as people
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.register import actions as register
from doorstep.register.choices import Relation

DAY = date(2026, 3, 2)  # the Monday on which everything in the cast begins
METHOD = Path(__file__).resolve().parent.parent / "methods" / "four_colours"
PASSWORD = "long enough for tests 1"


def make_place(code="caoba", *, kind=PlaceKind.VILLAGE, name=None, parent=None, on=DAY):
    """A place; a village comes with its team."""
    by = people.system_account()
    return people.make_place(kind=kind, code=code, name=name or code, parent=parent, by=by, on=on)


def team_of(village):
    return village.teams.get(code=village.code)


def make_account(login="drolma", *, name=None, roles=(), duties=(), password=None, on=DAY):
    """An account with (role, place) and (duty, place) pairs."""
    by = people.system_account()
    account = people.create_account(
        login=login, name=name or login, password=password, by=by, on=on
    )
    for role, place in roles:
        people.give_role(account, Role(role), place, by=by, on=on)
    for duty, place in duties:
        people.give_duty(account, Duty(duty), place, by=by, on=on)
    return account


def make_helper(village, name="Tashi", *, account=None, on=DAY, **fields):
    """A helper of the village's team; with an account, linked to it."""
    by = people.system_account()
    fields = {"languages": ["bo", "zh"], "weekly_hours": 8, "most_households": 6} | fields
    helper = people.add_helper(team_of(village), name=name, by=by, on=on, **fields)
    if account is not None:
        people.link_helper(helper, account, by=by, on=on)
    return helper


def make_group(village, name="一组", *, on=DAY):
    return people.find_group(village, name, by=people.system_account(), on=on)


def make_household(village, code="A-001", *, head="卓玛", on=DAY, **fields):
    """A household with its head."""
    by = people.system_account()
    return register.add_household(village, code=code, head=head, by=by, on=on, **fields)


def make_member(household, name="边巴", *, relation=Relation.MEMBER, on=DAY, **fields):
    by = people.system_account()
    return register.add_member(household, name=name, relation=relation, by=by, on=on, **fields)


def load_method(*, on=DAY):
    """The shipped method, published."""
    from doorstep.method import actions as method

    version, _published = method.load_method(METHOD, by=people.system_account(), on=on)
    return version


def adopt_method(*places, on=DAY):
    """Loads the shipped method and lets the places follow it from a day on."""
    from doorstep.method import actions as method

    by = people.system_account()
    version = load_method(on=on)
    for place in places:
        method.adopt_version(place, version, by=by, start_on=on)
    return version


def pair(household, helper, *, order=1, on=DAY):
    """Pairs them, with the access that goes with it."""
    from doorstep.pairing import actions as pairing

    by = people.system_account()
    return pairing.pair_household(household, helper, order=order, via="person", by=by, on=on)


def make_need(
    household, *, kind="hardship", text="取暖用煤不够", on=DAY, by=None, sealed=False, **fields
):
    """An open need of a household of a place that follows a method."""
    from doorstep.needs import actions as needs

    by = by or people.system_account()
    need = needs.raise_need(
        household.village, household=household, kind=kind, text=text, by=by, on=on, **fields
    )
    if sealed:  # of any kind: what reads needs leaves it out whatever it is
        need.sealed = True
        need.save(update_fields=["sealed"])
    return need


def request_mediation(household, *, on=DAY):
    """An open mediation need that a party asked for."""
    return make_need(
        household, kind="mediation", text="草场界线", on=on, requested_on=on, requested_how="signed"
    )


def make_meeting(team, *, kind="weekly", on=DAY):
    """A meeting that was called."""
    from doorstep.meetings import actions as meetings

    return meetings.call_meeting(team, kind=kind, on=on, by=people.system_account())


def make_proposal(
    household, kind="blue", *, act="start", note="家里遇到急事", by=None, on=DAY, **more
):
    """A person's proposal for a household of a place that follows a method."""
    from doorstep.categories import actions as categories
    from doorstep.method.queries import version_at

    by = by or household.village.roles.get(role="coordinator").account
    more = {"source": "person", "version": version_at(household.village, on)} | more
    return categories.propose_category(household, kind, act=act, note=note, by=by, on=on, **more)


def make_category(household, decider, kind="blue", *, on=DAY, need=None, **more):
    """A category as it comes about: proposed, put to that day's meeting, decided by another."""
    from doorstep.categories import actions as categories

    proposal = make_proposal(household, kind, on=on, need=need, **more)
    meeting = make_meeting(team_of(household.village), kind="monthly", on=on)
    by = household.village.roles.get(role="coordinator").account
    categories.put_proposal(proposal, meeting, by=by, on=on, is_relative=False)
    return categories.decide_category(proposal, accept=True, by=decider, on=on, is_relative=False)
