"""Random villages of any shape, small enough for every answer to be tried."""

from hypothesis import strategies as st

from doorstep.planner import Helper, Household, PairingProblem, Preference, Weights
from doorstep.planner.roles import filled

SKILLS = ["care", "mediation", "trade"]
LANGUAGES = ["zh", "bo"]
POINTS = st.tuples(st.integers(30_000, 30_400), st.integers(91_000, 91_400)).map(
    lambda place: (place[0] / 1000, place[1] / 1000)
)


def subsets(values, most=None):
    return st.lists(st.sampled_from(values), unique=True, max_size=most) if values else st.just([])


def preferences():
    has_skill = st.tuples(st.just("has_skill"), st.sampled_from(SKILLS))
    young = st.tuples(st.just("born_on_or_after"), st.integers(1980, 2000))
    free = st.tuples(st.just("hours_at_least"), st.integers(1, 10))
    wish = st.tuples(st.one_of(has_skill, young, free), st.none() | st.integers(0, 80))
    return st.lists(wish, max_size=3).map(
        lambda wishes: tuple(
            Preference(f"p{index}", kind, value, points)
            for index, ((kind, value), points) in enumerate(wishes)
        )
    )


@st.composite
def helpers(draw, key, most):
    return Helper(
        key=key,
        home=draw(st.none() | POINTS),
        languages=frozenset(draw(subsets(LANGUAGES))),
        skills=frozenset(draw(subsets(SKILLS))),
        birth_year=draw(st.none() | st.integers(1970, 2005)),
        weekly_hours=draw(st.none() | st.integers(0, 12)),
        most_households=draw(st.integers(0, most)),
    )


@st.composite
def households(draw, key, team, room):
    """A household; `room` keeps the places left beside locked pairs, by helper."""
    wanted = draw(st.integers(0, 3))
    needs = frozenset(
        draw(subsets(SKILLS, most=1) if draw(st.integers(0, 3)) == 0 else st.just([]))
    )
    keys = [helper.key for helper in team]
    spoken = frozenset(draw(subsets(LANGUAGES, most=1)))
    must = draw(st.integers(0, 3)) == 0
    declined = frozenset(draw(subsets(keys, most=2)))
    fit = [
        helper.key
        for helper in team
        if helper.key not in declined and needs <= helper.skills and room[helper.key] > 0
        if not must or not spoken or spoken & helper.languages
    ]
    roles = ()
    if wanted and draw(st.integers(0, 2)) == 0:
        roles = tuple(frozenset(draw(subsets(SKILLS, most=2))) for _place in range(wanted))
    locked = draw(subsets(fit, most=wanted)) if wanted and draw(st.integers(0, 3)) == 0 else []
    held = [helper.skills for helper in team if helper.key in locked]
    if roles and filled(roles, held) < len(held):
        locked = []
    for helper in locked:
        room[helper] -= 1
    return Household(
        key=key,
        homes=tuple(draw(st.lists(POINTS, max_size=2))),
        helpers_wanted=wanted,
        languages=spoken,
        must_share_language=must,
        required_skills=needs,
        roles=roles,
        preferences=draw(preferences()),
        declined=declined,
        current=tuple(draw(subsets(keys, most=2))),
        locked=frozenset(locked),
        urgency=draw(st.sampled_from([0, 0, 100, 250])),
    )


@st.composite
def villages(draw, most_households=6, most_helpers=5, most_load=4):
    """Problems that are valid; often too small a team, sometimes none."""
    team = tuple(
        draw(helpers(f"g{index}", most_load)) for index in range(draw(st.integers(0, most_helpers)))
    )
    room = {helper.key: helper.most_households for helper in team}
    rows = tuple(
        draw(households(f"h{index}", team, room))
        for index in range(draw(st.integers(0, most_households)))
    )
    bands = draw(st.sampled_from([Weights().load_bands, ((50, 0.0), (100, 30.0)), ((100, 0.0),)]))
    weights = Weights(
        unserved=draw(st.sampled_from([500, 60, 0])),
        change=draw(st.sampled_from([15, 0])),
        load_bands=bands,
    )
    pairs = [(row.key, helper.key) for row in rows for helper in team]
    extra = {pair: draw(st.integers(-50, 50)) for pair in draw(subsets(pairs, most=3))}
    return PairingProblem(rows, team, weights, extra)
