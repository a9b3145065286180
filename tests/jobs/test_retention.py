"""Own words of wishes go after three years, whom to reach a year after an offer ran out."""

from datetime import date, timedelta

from doorstep.jobs import actions
from doorstep.jobs.models import JobOffer
from doorstep.people.actions import system_account
from doorstep.rights.actions.retention import count_past_retention, end_retention
from doorstep.rights.choices import Keep
from doorstep.rights.purposes import days_of
from tests.jobs.rows import DAY, grown_up, make_offer, make_wish


def gone(keep, since):
    """How many go on the last day on which they are kept, and on the day after."""
    last = since + timedelta(days=days_of(keep))
    counts = []
    for day in (last, last + timedelta(days=1)):
        due = count_past_retention(keep, day)
        counts.append(end_retention(keep, by=system_account(), on=day))
        assert due == counts[-1]
    return counts


def test_the_words_of_a_wish_go_and_the_wish_counts_on(cast, method, worker):
    ended = make_wish(worker, by=cast.coordinator, text="想开车")
    lapsed = make_wish(grown_up(cast.b), by=cast.coordinator, text="想做饭")
    actions.end_wish(ended, by=cast.coordinator, on=DAY)

    assert gone(Keep.WORDING, DAY) == [0, 1]
    lapsed.refresh_from_db()
    assert lapsed.text == "想做饭"
    assert gone(Keep.WORDING, lapsed.lapses_on) == [0, 1]
    ended.refresh_from_db()
    assert (ended.text, ended.crafts) == ("", ["building"])


def test_whom_to_reach_goes_where_nobody_closed_the_offer(cast, method):
    offer = make_offer(cast.caoba, by=cast.coordinator, contact_name="王工", contact_at="139")

    assert gone(Keep.ENDED, offer.open_until) == [0, 1]
    offer.refresh_from_db()
    assert (offer.contact_name, offer.contact_at) == ("", "")


def test_whom_to_reach_goes_from_an_offer_that_was_never_to_run_out(cast, method):
    offer = make_offer(cast.caoba, by=cast.coordinator, contact_name="王工")
    JobOffer.objects.filter(pk=offer.pk).update(open_until=date(2099, 12, 31))

    assert gone(Keep.ENDED, DAY) == [0, 1]
