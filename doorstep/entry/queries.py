"""Who may let whom in, and what an account has open."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from doorstep.entry.choices import InvitationKind
from doorstep.entry.models import Instance, Invitation, Pin, SetUpLink, SignIn
from doorstep.entry.rules import PIN_TRIES
from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, Role
from doorstep.people.models import (
    SYSTEM_LOGIN,
    Account,
    AccountDuty,
    AccountRole,
    Helper,
    Place,
    live_on,
)
from doorstep.people.queries import places_with_role, reach_of
from doorstep.people.rules import token_digest

WITH_SECOND_FACTOR = (Role.ADMINISTRATOR, Role.TOWN, Role.COUNTY, Role.AUDITOR)


def instance() -> Instance:
    """How this instance is run; as it comes, before it is set up."""
    return Instance.objects.first() or Instance()


def lets_devices_in() -> Coalesce:
    """Whether the field page is on, as a column of a query."""
    rows = Instance.objects.order_by("pk").values("has_field_page")
    return Coalesce(Subquery(rows[:1]), Value(False))


def is_set_up() -> bool:
    """Whether some account has ever been able to sign in: then set-up is over for good."""
    people = Account.objects.exclude(login=SYSTEM_LOGIN)
    unusable = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people.exclude(unusable).exists()


def get_set_up_link(token: str, now: datetime) -> SetUpLink:
    """The link of a token while it works and nobody can sign in; else NotVisible."""
    found = SetUpLink.objects.filter(token_hash=token_digest(token), used_on=None, until__gt=now)
    link = found.first()
    if link is None or is_set_up():
        raise NotVisible
    return link


def get_invitation(token: str) -> Invitation:
    """The invitation of a token, whatever became of it; else NotVisible."""
    found = Invitation.objects.filter(token_hash=token_digest(token))
    invitation = found.select_related("place", "helper__team__place", "account", "by").first()
    if invitation is None:
        raise NotVisible
    return invitation


def administered_places(account: Account, on: date) -> QuerySet[Place]:
    """The places at which the account is administrator, and those below."""
    held = places_with_role(account, Role.ADMINISTRATOR, on).values("pk")
    return Place.objects.filter(
        Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    ).distinct()


def coordinated_villages(account: Account, on: date) -> QuerySet[Place]:
    """The villages whose helpers the account may invite as their coordinator."""
    villages = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    return Place.objects.filter(pk__in=villages)


def may_invite(account: Account, on: date) -> bool:
    """Whether the account may let anybody in."""
    return administered_places(account, on).exists() or coordinated_villages(account, on).exists()


def must_invite(account: Account, on: date) -> None:
    """NotVisible unless the account may let somebody in."""
    if not may_invite(account, on):
        raise NotVisible


def may_let_in(
    account: Account, roles: list[Role], helper: Helper | None, place: Place, on: date
) -> bool:
    """An administrator gives any role there or below, or none; a coordinator their village's
    helpers."""
    if administered_places(account, on).filter(pk=place.pk).exists():
        return True
    is_theirs = coordinated_villages(account, on).filter(pk=place.pk).exists()
    helps = set(roles) == {Role.HELPER} or (helper is not None and not roles)
    return is_theirs and helps


def helpers_to_invite(account: Account, on: date) -> QuerySet[Helper]:
    """Active helpers without an account that works, where the account may invite."""
    places = Q(team__place__in=administered_places(account, on).values("pk"))
    places |= Q(team__place__in=coordinated_villages(account, on).values("pk"))
    free = Q(account=None) | Q(account__is_active=False)
    return Helper.objects.filter(live_on(on), places, free).select_related("team__place")


def accounts_in_care(account: Account, on: date) -> QuerySet[Account]:
    """The accounts one may end or give a fresh link: those none of whose roles or duties lies
    beyond one's own reach, so that nobody comes by more than they could have given. One that holds
    nothing belongs to the place it was invited to."""
    roles = AccountRole.objects.filter(live_on(on))
    duties = AccountDuty.objects.filter(live_on(on))
    people = Account.objects.filter(is_active=True).exclude(login=SYSTEM_LOGIN)
    places = administered_places(account, on).values("pk")
    bare = ~Q(pk__in=roles.values("account")) & ~Q(pk__in=duties.values("account"))
    below = Q(pk__in=roles.filter(place__in=places).values("account"))
    below |= Q(pk__in=duties.filter(place__in=places).values("account"))
    if places_with_role(account, Role.ADMINISTRATOR, on).filter(parent=None).exists():
        below |= bare
    invited = Invitation.objects.filter(kind=InvitationKind.NEW, place__in=places)
    below |= bare & Q(pk__in=invited.exclude(account=None).values("account"))
    beyond = Q(pk__in=roles.exclude(place__in=places).values("account"))
    beyond |= Q(pk__in=duties.exclude(place__in=places).values("account"))
    villages = coordinated_villages(account, on).values("pk")
    helping = Q(role=Role.HELPER, place__in=villages)
    helps = Q(pk__in=roles.filter(helping).values("account"))
    more = Q(pk__in=roles.exclude(helping).values("account")) | Q(pk__in=duties.values("account"))
    return people.filter((below & ~beyond) | (helps & ~more)).exclude(pk=account.pk)


def get_account_in_care_for(account: Account, account_id: object, on: date) -> Account:
    """One of `accounts_in_care`; else NotVisible."""
    found = accounts_in_care(account, on).filter(pk=account_id).first()
    if found is None:
        raise NotVisible
    return found


def invitations_for(account: Account, on: date) -> QuerySet[Invitation]:
    """The links to places where one may invite; a coordinator sees those of helpers."""
    there = Q(place__in=administered_places(account, on).values("pk"))
    helping = Q(roles=[Role.HELPER.value]) | Q(helper__isnull=False, roles=[])
    there |= helping & Q(place__in=coordinated_villages(account, on).values("pk"))
    return Invitation.objects.filter(there | Q(by=account)).select_related("place", "by")


def get_invitation_for(account: Account, invitation_id: object, on: date) -> Invitation:
    """One of `invitations_for`; else NotVisible."""
    must_invite(account, on)
    found = invitations_for(account, on).filter(pk=invitation_id).first()
    if found is None:
        raise NotVisible
    return found


def needs_second_factor(account: Account, on: date) -> bool:
    """Whether this instance asks the account for a second factor."""
    if not instance().asks_second_factor:
        return False
    roles = AccountRole.objects.filter(live_on(on), account=account, role__in=WITH_SECOND_FACTOR)
    duties = AccountDuty.objects.filter(live_on(on), account=account, duty=Duty.EXPORTS_REGISTER)
    return roles.exists() or duties.exists()


def live_sign_ins(account: Account, on: date) -> QuerySet[SignIn]:
    """Where the account is signed in; a session lasts a working day, so older ones are gone."""
    return SignIn.objects.filter(
        account=account, ended_on=None, last_on__gte=on - timedelta(days=1)
    )


def get_sign_in_for(account: Account, sign_in_id: object, on: date) -> SignIn:
    """One of the account's own live sign-ins; else NotVisible."""
    found = live_sign_ins(account, on).filter(pk=sign_in_id).first()
    if found is None:
        raise NotVisible
    return found


def find_sign_in(sign_in_id: str, account: Account) -> SignIn | None:
    """The sign-in a session names, while it has not been ended."""
    return SignIn.objects.filter(pk=sign_in_id, account=account, ended_on=None).first()


def live_pins(browser: str, on: date) -> QuerySet[Pin]:
    """The PINs that open this browser today, by name."""
    live = Pin.objects.filter(browser=browser, on=on, tries__lt=PIN_TRIES, account__is_active=True)
    return live.select_related("account").order_by("account__name", "account__login")


def old_invitations(before: date) -> QuerySet[Invitation]:
    """Invitations that were used, taken back or ran out before a day."""
    done = Q(used_on__lt=before) | Q(revoked_on__lt=before) | Q(end_on__lt=before)
    return Invitation.objects.filter(done)


def old_set_up_links(before: date) -> QuerySet[SetUpLink]:
    """Set-up links that were used or ran out before a day."""
    return SetUpLink.objects.filter(Q(used_on__lt=before) | Q(until__date__lt=before))


def old_sign_ins(before: date) -> QuerySet[SignIn]:
    """Sign-ins whose browser was last used before a day."""
    return SignIn.objects.filter(last_on__lt=before)


def old_pins(on: date) -> QuerySet[Pin]:
    """PINs of earlier days: they open nothing any more."""
    return Pin.objects.filter(on__lt=on)


def old_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions that ran out."""
    return Session.objects.filter(expire_date__lt=now)


def factors_with_old_times(before: datetime) -> QuerySet[Authenticator]:
    """Second factors set up or last used before a moment, of which the clock time is still kept."""
    midnight = {"hour": 0, "minute": 0, "second": 0}
    used = {f"last_used_at__{part}": number for part, number in midnight.items()}
    made = {f"created_at__{part}": number for part, number in midnight.items()}
    told = Q(created_at__lt=before) & ~Q(**made)
    told |= Q(last_used_at__lt=before) & ~Q(**used)
    return Authenticator.objects.filter(told)
