"""Whom we serve: households, their members, homes and circumstances, and who may see them."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.method.choices import FactKind
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Group, Helper, Place
from doorstep.register.choices import (
    NOT_USED,
    AccessVia,
    CircumstanceSource,
    ClosedBecause,
    ConsentHow,
    ConsentPurpose,
    Relation,
    SealedKind,
    Season,
    Sex,
)


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Households by day and place."""

    def active_on(self, day: date) -> Self:
        """On the register on a day: registered_on ≤ day < closed_on; away stays active."""
        return self.filter(Q(registered_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day))

    def in_use(self) -> Self:
        """Without those that are to be erased or kept for the law alone, also as of an earlier
        day."""
        return self.exclude(closed_because__in=NOT_USED)

    def in_villages(self, village_ids: Iterable[uuid.UUID]) -> Self:
        return self.filter(village__in=list(village_ids))


class Household(models.Model):
    """A household on a village's register; `code` (户编号) is unique in the village."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="households")
    code = models.CharField(max_length=40)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT)
    resident_count = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list)  # SpokenLanguage codes
    best_time = models.CharField(max_length=100, blank=True)
    helpers_wanted = models.PositiveSmallIntegerField(default=1)
    registered_on = models.DateField()
    ledger_registered_on = models.DateField(null=True, blank=True)  # as the ledger states it
    review_on = models.DateField(null=True, blank=True)
    need_note = models.TextField(blank=True)  # 需求简述, in the ledger's words
    note = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [  # all that searching looks at
            models.Index(fields=["code", "phone", "id"], name="household_found")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["village", "code"], name="household_code_in_village"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("registered_on")),
                name="household_closes_after_registering",
            ),
            models.CheckConstraint(
                condition=Q(helpers_wanted__gte=0, helpers_wanted__lte=3),
                name="household_wants_up_to_three_helpers",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_active(self, day: date) -> bool:
        """Registered and not closed on a day."""
        return self.registered_on <= day and (self.closed_on is None or day < self.closed_on)

    def is_in_use(self) -> bool:
        """Neither to be erased nor kept for the law alone: its name and code may be shown."""
        return self.closed_because not in NOT_USED


class Member(models.Model):
    """Somebody of a household; under 14 the name reads 孩子1, 孩子2 … by birth."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=100)
    sealed_name = models.TextField(blank=True)  # a child's own, under the household's key
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.MEMBER)
    relation_word = models.CharField(max_length=40, blank=True)  # as the ledger says it
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True)
    at_school = models.BooleanField(null=True, blank=True)
    able_to_work = models.BooleanField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)  # as listed
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        indexes: ClassVar = [  # all that searching looks at
            models.Index(fields=["left_on", "name", "household"], name="member_found")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation="head", left_on=None),
                name="household_has_one_head",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Sealing(models.Model):
    """A village's sealed fields are switched on from a day; before it none is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="sealing")
    from_on = models.DateField()
    assessed_on = models.DateField()  # the day of the impact assessment it rests on
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class SealedField(models.Model):
    """Health, disability, a bank card or an identity number, for a service that was asked for.

    The content is sealed under the household's key; it opens with a reason, which the trail keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="sealed")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sealed")
    kind = models.CharField(max_length=10, choices=SealedKind)
    content = models.TextField()
    need_id = models.UUIDField(db_index=True)  # what it was asked for; needs lie above
    given_on = models.DateField()
    until_on = models.DateField()  # not opened from this day on

    class Meta:
        ordering: ClassVar = ["-given_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gt=models.F("given_on")), name="sealed_field_ends_later"
            )
        ]


class Home(models.Model):
    """Where a household lives in a season, to about 100 m; dated, so past plans stay true."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="homes")
    season = models.CharField(max_length=10, choices=Season)
    lat = models.DecimalField(max_digits=6, decimal_places=3)
    lon = models.DecimalField(max_digits=6, decimal_places=3)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["season", "start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "season"], condition=Q(end_on=None), name="one_home_a_season"
            )
        ]


class Absence(models.Model):
    """A household is away until a day: it stays active, its visits are not due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="absences")
    start_on = models.DateField()
    end_on = models.DateField()  # the day they are back

    class Meta:
        ordering: ClassVar = ["start_on"]


class Circumstance(models.Model):
    """What has changed in a household's life, as it said so; facts of categories read these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="circumstances")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE)
    fact = models.CharField(max_length=30, choices=FactKind)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=CircumstanceSource)
    private = models.BooleanField(default=False)  # not for others of the household

    class Meta:
        ordering: ClassVar = ["since_on"]


class ConsentText(models.Model):
    """What people of a village are told before they agree; a published text never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="consent_texts")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    number = models.PositiveSmallIntegerField()  # the version: 1, 2, 3 …
    texts = models.JSONField(default=dict)  # language → text; Tibetan is a draft
    from_on = models.DateField()
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["purpose", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "purpose", "number"], name="consent_text_number_once"
            )
        ]


class Consent(models.Model):
    """What a household agreed to, and how; withdrawing it never ends the service.

    `member` is who agreed: for a child's name its guardian, or `guardian` who is no member.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    how = models.CharField(max_length=10, choices=ConsentHow)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    text = models.ForeignKey(  # the version that was told; None where none was published
        ConsentText, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    witness = models.CharField(max_length=100, blank=True)  # of a consent that was spoken
    child = models.ForeignKey(  # whose name may be shown
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    guardian = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["given_on"]

    @property
    def whose(self) -> dict[str, Any]:
        """By which columns all words of the same person, or of the same guardian for a child, are
        found. Of points each speaks alone: a guardian beside may be another, or none any more."""
        columns = ["purpose", "member_id", "child_id"]
        if self.purpose != ConsentPurpose.POINTS:
            columns.append("guardian")
        return {one: getattr(self, one) for one in columns}

    @property
    def said_by(self) -> str:
        """Who said it; with the guardian who agrees beside. "" for the whole household."""
        if self.purpose == ConsentPurpose.POINTS:
            return " · ".join(
                filter(None, (self.member.name if self.member else "", self.guardian))
            )
        return self.guardian or (self.member.name if self.member else "")


class Declined(models.Model):
    """A household and a helper who are not to meet, by the wish of one side; no reason is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)


class Access(models.Model):
    """Who may see a household beyond the village's coordinator, why and for how long.

    Exactly one of account, helper, duty (whoever holds it at the village) and role (at the place
    above it) is set.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="access")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE)
    helper = models.ForeignKey(Helper, null=True, blank=True, on_delete=models.CASCADE)
    duty = models.CharField(max_length=30, choices=Duty, blank=True)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    via = models.CharField(max_length=12, choices=AccessVia)
    reason = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "access"
        indexes: ClassVar = [models.Index(fields=["helper", "from_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, helper=None, duty="", role="")
                | Q(account=None, helper__isnull=False, duty="", role="")
                | (Q(account=None, helper=None, role="") & ~Q(duty=""))
                | (Q(account=None, helper=None, duty="") & ~Q(role="")),
                name="access_names_one_holder",
            )
        ]
