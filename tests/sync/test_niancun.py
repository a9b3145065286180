"""The whole ledger in an empty register: every number is the one of expected.json."""

from collections import Counter

import pytest

from doorstep.categories.models import Category, Proposal
from doorstep.method.models import Adoption
from doorstep.method.queries import newest_version
from doorstep.pairing.models import Pairing
from doorstep.people.models import AuditEntry, Helper, Place, Skill
from doorstep.register.models import Access, Consent, Home, Household, Member
from tests.register.roster.samples import expected
from tests.sync.samples import DAY, take

pytestmark = pytest.mark.django_db

NIANCUN = "niancun-197.xlsx"


def test_the_ledger_of_niancun_is_wholly_on_the_register(niancun):
    wanted = expected(NIANCUN)

    groups = Counter(Household.objects.values_list("group__name", flat=True))
    how = Counter(Consent.objects.values_list("how", flat=True))
    homes = Counter(Home.objects.values_list("season", flat=True))
    counted = Household.objects.values_list("resident_count", flat=True)
    assert Household.objects.count() == wanted["households"]
    assert Member.objects.count() == wanted["members"]
    assert dict(groups) == wanted["groups"]
    assert how == {"signed": 119, "spoken": 40, "thumb": 38}
    assert homes == {"winter": wanted["winter_homes"], "summer": wanted["summer_homes"]}
    assert sum(counted) == wanted["resident_count_sum"]
    assert Member.objects.filter(relation="head").count() == wanted["households"]


def test_the_place_is_made_and_follows_the_newest_method(niancun):
    place = Place.objects.get(code="niancun")
    followed = Adoption.objects.get(place=place)

    assert niancun.place_created
    assert (place.kind, [team.code for team in place.teams.all()]) == ("village", ["niancun"])
    assert (followed.version, followed.start_on) == (newest_version(), DAY)


def test_colours_are_proposals_and_decide_nothing(niancun):
    kinds = Counter(Proposal.objects.values_list("kind", "state", "source"))

    assert kinds == {
        ("red", "pending", "ledger"): 13,
        ("blue", "pending", "ledger"): 4,
        ("orange", "pending", "ledger"): 2,
    }
    assert Category.objects.count() == 0


def test_helpers_come_with_their_terms_and_pairs(niancun):
    wanted = expected(NIANCUN)

    paired = Pairing.objects.values("household").distinct().count()
    wish_two = Household.objects.filter(helpers_wanted=2).order_by("code")
    assert Helper.objects.count() == wanted["helpers"]
    assert sum(Helper.objects.values_list("most_households", flat=True)) == 196
    assert Helper.objects.exclude(weekly_hours=None).count() == 30
    assert paired == wanted["with_helper"]
    assert [home.code for home in wish_two] == wanted["facts"]["two_helpers"]
    assert Access.objects.filter(via="pairing").count() == Pairing.objects.count()
    assert Skill.objects.filter(helpers__isnull=False).exists()


def test_names_under_14_are_sealed(niancun):
    children = Member.objects.filter(birth_year__gte=2013)

    assert children.exists()
    assert {child.name.rstrip("123456789") for child in children} == {"孩子"}
    assert {child.birth_month for child in children} == {None}


def test_coordinates_have_three_decimals(niancun):
    home = Household.objects.get(code="NC1-001").homes.get(season="winter")

    assert (str(home.lat), str(home.lon)) == ("29.833", "91.729")


def test_every_row_has_its_entry_in_the_trail(niancun):
    acts = Counter(AuditEntry.objects.values_list("act", flat=True))

    assert acts["add_household"] == 197
    assert acts["add_member"] == 703
    assert acts["set_home"] == 324
    assert acts["give_consent"] == 197
    assert acts["import_roster"] == 1


def test_the_same_ledger_again_changes_nothing(niancun):
    before = Household.objects.values_list("pk", "version")
    rows = (list(before), Member.objects.count(), Proposal.objects.count())

    again = take(NIANCUN)

    assert again.diff.is_empty
    assert again.diff.unchanged == 197
    assert rows == (list(before.all()), Member.objects.count(), Proposal.objects.count())
