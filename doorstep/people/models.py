"""Who we are: places, accounts, roles and duties, teams and helpers, the audit trail."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.choices import Duty, Language, PlaceKind, Role

SYSTEM_LOGIN = "system"
place_code = RegexValidator(r"^[a-z0-9-]+$")


def live_on(day: date) -> Q:
    """Rows whose half-open interval start_on ≤ day < end_on holds the day."""
    return Q(start_on__lte=day) & (Q(end_on=None) | Q(end_on__gt=day))


class Place(models.Model):
    """A county, a town or a village; codes are unique in a database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=PlaceKind)
    code = models.CharField(max_length=60, unique=True, validators=[place_code])
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_invented = models.BooleanField(default=False)  # a replayed story: every page says so

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=PlaceKind.values), name="place_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A villagers' group (村民小组): a name inside one village."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["village", "name"], name="group_once_in_village")
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its login; making one is `people.actions.create_account`."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. Rights come from dated roles and duties, never from the account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, choices=Language, default=Language.ZH)
    is_active = models.BooleanField(default=True)
    # Who let this person in once more, or named them in another's place; until somebody else says
    # that it is really they, whatever was told in confidence stays shut to them.
    unvouched_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unvouched_since = models.DateField(null=True, blank=True)

    last_login = None  # the hour at which somebody signs in is nobody's business
    kept_reach: Any = None  # no column: see people.queries.keep_reach

    objects = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["login"]

    def __str__(self) -> str:
        return self.name or self.login

    @property
    def is_system(self) -> bool:
        """The program itself: it may import and plan, never put or decide."""
        return self.login == SYSTEM_LOGIN


class AccountRole(models.Model):
    """A role held at a place for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="roles")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known")
        ]


class AccountDuty(models.Model):
    """A duty held at a place for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(max_length=30, choices=Duty)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="duties")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="duty_is_known")
        ]


class Team(models.Model):
    """The team of a village (its code is the village's) or of a grid (`<code>-1` …)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="teams")
    code = models.CharField(max_length=60, unique=True, validators=[place_code])
    name = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat in the team ("1+4+X"); filled from the method by `load_method`."""

    key = models.SlugField(primary_key=True, max_length=40)
    names = models.JSONField(default=dict)  # language → name
    aliases = models.JSONField(default=list)  # what ledgers call it
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "key"]


class Skill(models.Model):
    """Something a helper is good at; filled from the method, grown by an import."""

    key = models.CharField(primary_key=True, max_length=60)
    names = models.JSONField(default=dict)
    aliases = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "key"]


class Helper(models.Model):
    """Somebody of the team who goes to households; may have no account yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="helpers")
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="helper"
    )
    name = models.CharField(max_length=100)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="helpers"
    )
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL)
    skills = models.ManyToManyField(Skill, blank=True, related_name="helpers")
    languages = models.JSONField(default=list)  # SpokenLanguage codes, the better one first
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    most_households = models.PositiveSmallIntegerField(default=0)
    home_lat = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    home_lon = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    caseload_revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CalendarLink(models.Model):
    """Where a helper's calendar reads the own days: codes of households and parts of the day.

    Its token is told once, to the helper; here lies its digest alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    helper = models.OneToOneField(Helper, on_delete=models.CASCADE, related_name="calendar_link")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()


class AuditChain(models.Model):
    """How long the chain of a place's entries is, and where it ends; the row locks appending.

    Entries of no place form the instance's chain.
    """

    key = models.CharField(max_length=60, primary_key=True)  # people.rules.chain_key
    place = models.OneToOneField(Place, null=True, on_delete=models.PROTECT, related_name="+")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)  # the last digest; the key before the first entry


class NoticeChannel(models.Model):
    """Where messages of a place go, by e-mail or webhook: counts and links alone. There is none
    until somebody adds one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(max_length=60)  # who reads it
    address = models.TextField(blank=True)  # sealed; "" once it is ended
    site = models.CharField(max_length=200)  # where links lead to
    tells_urgent = models.BooleanField(default=False)
    tells_daily = models.BooleanField(default=False)
    waiting = models.PositiveIntegerField(default=0)  # urgent needs that were not told yet
    daily_on = models.DateField(null=True, blank=True)  # the last day whose list was told
    added_on = models.DateField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place__code", "added_on", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> str:
        """Under whose key the address lies."""
        return f"channel:{self.pk}"


class AuditEntry(models.Model):
    """Who did what to which row: one for every write. It holds no content of the row.

    What it says is sealed in `content` under the household's key (without a household under the
    chain's) and chained by `digest`. The columns beside are an index of it; those that name a
    household are emptied when it is erased. The clock time stands outside of the digest.
    """

    serial = models.BigAutoField(primary_key=True)  # the order of writing, over all chains
    id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveBigIntegerField()  # in its chain: 1, 2, 3 …
    on = models.DateField()
    at = models.DateTimeField(null=True)  # the clock time, emptied after 30 days
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)  # the action's name
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60, blank=True)
    household_id = models.UUIDField(null=True)  # people lies below the register
    place = models.ForeignKey(  # a constraint of Meta begins with it
        Place, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    detail: Any = models.JSONField(default=dict)  # names of columns, counts, reasons: no content
    owner = models.TextField(blank=True)  # the household's id, sealed under the chain's key
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["serial"]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["household_id", "act", "on"], name="entry_of_household"),
            models.Index(fields=["on"], name="entry_by_day"),  # the auditor's screen
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "number"], name="entry_number_in_place"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(place=None), name="entry_number_in_instance"
            ),
        ]
