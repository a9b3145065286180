"""What the headings of the bank's files mean at a place."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.guards import hold, tell
from doorstep.funds.choices import BankColumnMeaning
from doorstep.funds.models import BankColumn
from doorstep.funds.queries import fold_heading
from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.models import Account, Place
from doorstep.register.roster import headings_to_ask, is_sealed_heading

KEPT_AS_TOLD = {
    BankColumnMeaning.AMOUNT,
    BankColumnMeaning.INCOME,
    BankColumnMeaning.SPENT,
    BankColumnMeaning.BALANCE,
}
OF_SUMS = ("余额", "金额", "发生额", "结存", "balance", "amount")  # 账户余额 is a sum
OF_NAMES = ("户名", "姓名", "名称", "name")
OF_THE_BANK = "银行"  # 银行流水号 is a number of a transfer, not of an account


class BankMeaningUnknown(Refused):
    message = _("“%(meaning)s” is nothing that a heading can mean; choose from the list.")


class NumberNotKept(Refused):
    message = _(
        "“%(heading)s” names somebody, an account, a card or an identity number; that is not kept. "
        "Choose the column with the number of the transfer, or “nothing that is kept”."
    )


@transaction.atomic
def note_bank_headings(place: Place, headings: Iterable[str], *, by: Account, on: date) -> int:
    """Headings of a file whose meaning nobody has said yet, to be asked on the page of the bank;
    how many are new. One that names what is never held is not asked about."""
    hold(place)
    known = place.bank_columns.values_list("heading", flat=True)
    new = headings_to_ask(headings, known, fold_heading)
    BankColumn.objects.bulk_create(BankColumn(place=place, heading=one) for one in new)
    if new:
        tell("note_bank_headings", place, place, by=by, on=on, headings=len(new))
    return len(new)


@transaction.atomic
def name_bank_heading(column: BankColumn, meaning: str, *, by: Account, on: date) -> None:
    """Says what a heading means: a BankColumnMeaning, or "" for unsaid. BankMeaningUnknown,
    NumberNotKept; NotVisible for one that was forgotten meanwhile."""
    hold(column.place)
    if not BankColumn.objects.filter(pk=column.pk).exists():
        raise NotVisible
    if meaning and meaning not in BankColumnMeaning.values:
        raise BankMeaningUnknown(meaning=meaning)
    if _is_of_a_person(column.heading, meaning):
        raise NumberNotKept(heading=column.heading)
    column.meaning = meaning
    column.save(update_fields=["meaning"])
    tell("name_bank_heading", column, column.place, by=by, on=on)


@transaction.atomic
def forget_bank_heading(column: BankColumn, *, by: Account, on: date) -> None:
    """Forgets a heading with what it means; what was read by it stays. A file that comes with it
    again asks anew, unless it is what banks usually call a column."""
    hold(column.place)
    gone, _by_table = BankColumn.objects.filter(pk=column.pk).delete()
    if gone:  # else another did, meanwhile
        tell("forget_bank_heading", column.place, column.place, by=by, on=on)


def _is_of_a_person(heading: str, meaning: str) -> bool:
    """Whether a column would be kept that holds names, or numbers of accounts, cards or persons."""
    told = fold_heading(heading)
    is_sealed = is_sealed_heading(heading.replace(OF_THE_BANK, ""))
    if meaning == BankColumnMeaning.REFERENCE:
        return is_sealed or any(word in told for word in OF_NAMES)
    return meaning in KEPT_AS_TOLD and is_sealed and not any(word in told for word in OF_SUMS)
