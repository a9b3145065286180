"""What is not one's own is not found: every address of the office that takes an id is tried."""

from copy import deepcopy
from uuid import UUID

import pytest
from django.urls import get_resolver

from doorstep.entry.actions.set_up import change_instance
from tests.cast import lying_under
from tests.factories import make_household
from tests.office.addresses import address_of, ids_of, patterns
from tests.office.rows import ids_under

pytestmark = pytest.mark.sweep


@pytest.fixture(scope="module")
def strange_rows(request, cast_rows, method_rows, django_db_blocker):
    """By the name of an argument: the id of a row that is none of Tashi's.

    Household c is of his village, but Pema's; meetings, measures and activities are seen by a
    whole team, so these are the other village's.
    """

    def make():
        cast = deepcopy(cast_rows)
        change_instance(by=cast.coordinator, on=cast.day, has_field_page=True)
        ids = ids_under(cast.c, cast.pema, cast.coordinator, method_rows)
        others = ids_under(cast.d, cast.lhamo, cast.other_coordinator, method_rows)
        return ids | {name: others[name] for name in OTHER_VILLAGE}

    with lying_under(request, django_db_blocker, make) as made:
        yield made


@pytest.fixture
def strange(strange_rows, cast, method):
    return strange_rows


OTHER_VILLAGE = {"meeting_id", "item_id", "decision_id", "measure_id", "activity_id"}
OTHER_VILLAGE |= {"star_set_id", "rule_card_id"}  # criteria and rules hang for the whole team
ONLY_IN_ITS_SESSION = {"upload_id"}
OF_THE_NAMED_PERSON = {"safeguarding_id"}
WITH_A_PICTURE = {"need-photo"}  # these needs have none
OF_MEDIATORS = {"need-named"}
OF_ADMINISTRATORS = {"duty-new", "duty-end", "person-safeguarding", "person-vouch"}
# whoever opened a claim, or recorded an application, decides neither it nor an appeal
OF_DECIDERS = {
    "claim-confirm", "claim-decide", "application-decide", "appeal-answer", "star-answer",
}  # fmt: skip
WITH_AN_ANSWER = {"star-letter"}  # these applications wait for one
CLOSED = WITH_A_PICTURE | OF_MEDIATORS | OF_ADMINISTRATORS | OF_DECIDERS | WITH_AN_ANSWER
PATTERNS = pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)


def test_every_argument_that_is_an_id_is_tried_here(strange):
    taken = {name for pattern in patterns() for name in ids_of(pattern)}

    assert taken - set(strange) == set()


def test_every_pattern_with_an_id_is_the_offices_own_or_the_phones():
    own = {"office", "field"}  # what a phone asks of a station's requests: tests/field
    others = [
        resolver.pattern
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "app_name", None) not in own
        and any(
            "uuid:" in str(getattr(one, "pattern", ""))
            for one in getattr(resolver, "url_patterns", [])
        )
    ]

    assert others == []


@PATTERNS
def test_a_helper_does_not_find_what_is_not_theirs(cast, strange, browser, pattern):
    client, address = browser(cast.tashi_account), address_of(pattern, strange)

    told = [client.get(address).status_code, client.post(address, {}).status_code]

    assert set(told) <= {404, 405}
    assert 404 in told


@PATTERNS
def test_an_account_without_a_team_finds_nothing(cast, strange, browser, pattern):
    client, address = browser(cast.auditor), address_of(pattern, strange)

    told = [client.get(address).status_code, client.post(address, {}).status_code]

    assert set(told) <= {404, 405}
    assert 404 in told


@PATTERNS
def test_its_coordinator_finds_it(cast, strange, browser, pattern):
    others = ONLY_IN_ITS_SESSION | OF_THE_NAMED_PERSON
    if set(ids_of(pattern)) & others or pattern.name in CLOSED:
        client, expected = browser(cast.coordinator), {404, 405}
    elif set(ids_of(pattern)) & OTHER_VILLAGE:
        client, expected = browser(cast.other_coordinator), {200, 302, 405}
    else:
        client, expected = browser(cast.coordinator), {200, 302, 405}

    told = client.get(address_of(pattern, strange)).status_code

    assert told in expected


@PATTERNS
def test_what_exists_nowhere_looks_the_same(cast, method, browser, pattern):
    nowhere = {name: UUID(int=1) for name in ids_of(pattern)}
    client = browser(cast.tashi_account)

    told = client.get(address_of(pattern, nowhere)).status_code

    assert told in (404, 405)


def test_what_belongs_to_another_household_is_not_found_below_ones_own(cast, strange, browser):
    own = make_household(cast.caoba, "A-009", head="仁青")
    client = browser(cast.coordinator)
    mixed = [
        pattern
        for pattern in patterns()
        if "household_id" in ids_of(pattern) and len(ids_of(pattern)) > 1
    ]

    told = {
        (
            pattern.name,
            client.post(address_of(pattern, strange | {"household_id": own.pk})).status_code,
        )
        for pattern in mixed
    }

    assert {status for _name, status in told} == {404}
