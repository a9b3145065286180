import pytest

from doorstep.people.actions import change_helper
from doorstep.register import actions as register
from doorstep.register.models import Access
from tests.pairing.village import FAR, HERE


@pytest.fixture
def village(cast, method):
    """Caoba with homes: Tashi and the households a, b here, Pema and c some valleys away."""
    for helper, (lat, lon) in ((cast.tashi, HERE), (cast.pema, FAR)):
        change_helper(helper, by=cast.coordinator, on=cast.day, home_lat=lat, home_lon=lon,
                      birth_year=2000)  # fmt: skip
    for household, (lat, lon) in ((cast.a, HERE), (cast.b, HERE), (cast.c, FAR)):
        register.set_home(household, "winter", lat=lat, lon=lon, by=cast.coordinator, on=cast.day)
        register.change_household(household, languages=["bo"], by=cast.coordinator, on=cast.day)
    Access.objects.all().delete()  # the cast's own: here access comes from pairs alone
    return cast
