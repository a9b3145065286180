"""Messages out of the house, for a place that asked for them: a count and a link, nothing else.

An address is a secret (a webhook's is a key to a group's chat): it lies sealed, and no log names
it. What could not be sent waits in its row for the next night.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doorstep.kit import clock, vault
from doorstep.kit.errors import Refused
from doorstep.people.actions.accounts import system_account
from doorstep.people.actions.trail import audit
from doorstep.people.models import Account, NoticeChannel, Place

if TYPE_CHECKING:
    from apprise import Apprise

MAIL, HOOKS = ("mailto", "mailtos"), ("json", "jsons", "dingtalk", "wecombot", "feishu", "lark")
URGENT_SCREEN, DAILY_SCREEN = "/needs/", "/"
MOST_LETTERS = 60
log = logging.getLogger(__name__)
_sending = threading.Lock()  # of several needs at once, the first thread tells of all


class ChannelAddressRefused(Refused):
    message = gettext_lazy(
        "This is no address for messages: write it as Apprise does, by e-mail (mailtos://…) or to "
        "a webhook (jsons://…, dingtalk://…, wecombot://…, feishu://…)."
    )


class ChannelTellsNothing(Refused):
    message = gettext_lazy("Choose what is told: urgent needs, the daily list, or both.")


class ChannelNameMissing(Refused):
    message = gettext_lazy("Name the channel, in at most %(most)s characters: who reads it.")


class SiteRefused(Refused):
    message = gettext_lazy("The address of this program is missing, as https://….")


@transaction.atomic
def add_channel(
    place: Place,
    *,
    name: str,
    address: str,
    site: str,
    urgent: bool,
    daily: bool,
    by: Account,
    on: date,
) -> NoticeChannel:
    """Lets messages of a place go out from now on; `site` is where links lead to.
    ChannelNameMissing, ChannelTellsNothing, SiteRefused, ChannelAddressRefused."""
    name, address, site = name.strip(), address.strip(), site.strip().rstrip("/")
    if not 0 < len(name) <= MOST_LETTERS:
        raise ChannelNameMissing(most=MOST_LETTERS)
    if not (urgent or daily):
        raise ChannelTellsNothing
    if urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).netloc:
        raise SiteRefused
    if _messenger(address) is None:
        raise ChannelAddressRefused
    channel = NoticeChannel(
        place=place,
        name=name,
        site=site,
        tells_urgent=urgent,
        tells_daily=daily,
        added_on=on,
        added_by=by,
    )
    channel.address = vault.seal(channel.owner, address)
    channel.save(force_insert=True)
    detail = {"urgent": urgent, "daily": daily}
    audit("add_channel", channel, by=by, on=on, place=place, detail=detail)
    return channel


@transaction.atomic
def end_channel(channel: NoticeChannel, *, by: Account, on: date) -> None:
    """Nothing goes out by it any more; its address is emptied, in every copy. Again does no
    harm."""
    channel.refresh_from_db(from_queryset=NoticeChannel.objects.select_for_update(no_key=True))
    if channel.ended_on is not None:
        return
    channel.ended_on, channel.address, channel.waiting = on, "", 0
    channel.save(update_fields=["ended_on", "address", "waiting"])
    audit("end_channel", channel, by=by, on=on, place=channel.place_id)
    transaction.on_commit(lambda: vault.destroy_key(channel.owner, on))


def note_urgent(place_id: UUID) -> None:
    """An urgent need came in that all of a team may know of: it is told once the transaction
    stands, outside of it, since a message may take seconds."""
    channels = NoticeChannel.objects.filter(place=place_id, ended_on=None, tells_urgent=True)
    ids = list(channels.values_list("pk", flat=True))
    if ids:
        channels.update(waiting=F("waiting") + 1)
        transaction.on_commit(lambda: _start_thread(ids))


def send_waiting(channel: NoticeChannel, *, on: date) -> bool:
    """Tells of the urgent needs that were not told yet; whether nothing waits any more."""
    with _sending:
        channel.refresh_from_db()
        count = channel.waiting
        if channel.ended_on is not None or not count:
            return True
        if not _send(channel, lambda: _urgent_words(count), URGENT_SCREEN):
            return False
        with transaction.atomic():
            here = NoticeChannel.objects.filter(pk=channel.pk, waiting__gte=count)
            here.update(waiting=F("waiting") - count)
            _tell_sent(channel, "urgent", on)
    return True


def send_daily(channel: NoticeChannel, count: int, *, on: date) -> bool:
    """Tells how many households are still due, once a day; whether it is told."""
    if channel.ended_on is not None or channel.daily_on == on:
        return True
    if not _send(channel, lambda: _daily_words(count), DAILY_SCREEN):
        return False
    with transaction.atomic():
        NoticeChannel.objects.filter(pk=channel.pk).update(daily_on=on)
        _tell_sent(channel, "daily", on)
    return True


def send_test(channel: NoticeChannel) -> bool:
    """A message that says nothing but that it arrives; whether the other side took it."""
    return _send(channel, lambda: _("A test: messages arrive here."), DAILY_SCREEN)


def _urgent_words(count: int) -> str:
    words = ngettext("%(n)s urgent need came in.", "%(n)s urgent needs came in.", count)
    return words % {"n": count}


def _daily_words(count: int) -> str:
    words = ngettext(
        "%(n)s household is to be visited still.",
        "%(n)s households are to be visited still.",
        count,
    )
    return words % {"n": count}


def tell_waiting(ids: Iterable[UUID]) -> None:
    """Sends what waits in some channels."""
    for channel in NoticeChannel.objects.filter(pk__in=list(ids)):
        send_waiting(channel, on=clock.today())


def _start_thread(ids: list[UUID]) -> None:
    threading.Thread(target=_tell_aside, args=(ids,)).start()


def _tell_aside(ids: Iterable[UUID]) -> None:
    """In a thread of its own: whoever wrote the need down does not wait for a mail server."""
    try:
        tell_waiting(ids)
    except Exception as error:
        log.warning("a message could not be sent: %s", type(error).__name__)
    finally:
        connections.close_all()


def _tell_sent(channel: NoticeChannel, what: str, on: date) -> None:
    by, detail = system_account(), {"what": what}
    audit("send_notice", channel, by=by, on=on, place=channel.place_id, detail=detail)


def _send(channel: NoticeChannel, words: Callable[[], str], screen: str) -> bool:
    """Whether the other side took it. A failure is logged without address and words."""
    messenger = _messenger(vault.unseal(channel.owner, channel.address))
    if messenger is None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        title = f"{_('Doorstep')} · {channel.place.name}"
        body = f"{words()}\n{channel.site}{screen}"
    try:
        took = bool(messenger.notify(title=title, body=body))
    except Exception as error:
        log.warning("a message could not be sent: %s", type(error).__name__)
        return False
    if not took:
        log.warning("a message could not be sent: the other side did not take it")
    return took


def _messenger(address: str) -> "Apprise | None":
    """What sends to an address; None where it is none of ours."""
    if address.partition("://")[0].lower() not in (*MAIL, *HOOKS):
        return None
    import apprise  # slow to import, and only here

    for name in ("apprise", "urllib3"):  # they would name the address
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    found = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False))
    # it reads several addresses out of one text: what was looked at would be the first alone
    return found if found.add(address) and len(found) == 1 else None
