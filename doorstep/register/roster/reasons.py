"""Every reason of a remark as a sentence: what is wrong, and what to do about it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.register.roster.value import Remark

SENTENCES = {
    "duplicate_code": _(
        "The household number %(value)s was already used in row %(same_as_row)s. Give one of the "
        "two its own number."
    ),
    "duplicate_code_after_normalising": _(
        "The household number %(value)s is the one of row %(same_as_row)s in full-width letters. "
        "Give one of the two its own number."
    ),
    "missing_head": _(
        "The head (contact person) is missing. Write the name of a grown-up who can be asked for."
    ),
    "missing_code": _("The household number is missing. Every household needs its own number."),
    "missing_village": _(
        "The list is of several villages, and this household names none. Write its village."
    ),
    "missing_name": _("The name is missing."),
    "unknown_household": _(
        "No household of this list has the number %(value)s, or its row was rejected. Correct the "
        "number, or the household's row first."
    ),
    "duplicate_helper": _(
        "The helper %(value)s already stands in row %(same_as_row)s. Add something that tells the "
        "two apart, in this list and wherever a household names the helper."
    ),
    "duplicate_member": _("%(value)s already stands in row %(same_as_row)s with the same birth."),
    "second_head": _(
        "The household already has a head in row %(same_as_row)s; that one was taken. If this is "
        "another household, give it its own number."
    ),
    "count_not_a_number": _("“%(value)s” is no number. The field stays blank; write a number."),
    "count_not_whole": _("%(value)s is no whole number. The field stays blank."),
    "count_out_of_range": _("%(value)s cannot be right here. The field stays blank."),
    "date_impossible": _("There is no day %(value)s. The field stays blank; correct the date."),
    "date_not_understood": _(
        "“%(value)s” was not understood as a date. The field stays blank; write it as 2026-03-05."
    ),
    "date_two_digit_year": _(
        "“%(value)s” leaves the century open. The field stays blank; write the year in four "
        "digits, as 2026-03-05."
    ),
    "date_as_serial": _("%(value)s is Excel's number for %(after)s; that day was taken."),
    "birth_month_unclear": _(
        "%(value)s can mean January or October. The year alone was taken; write it as 1990-10."
    ),
    "fullwidth_digits": _("Full-width characters were made half-width: %(after)s."),
    "phone_spaces": _("Spaces were taken out of the phone number: %(after)s."),
    "number_stored_as_number": _(
        "The phone number was stored as a number and was taken as text: %(after)s."
    ),
    "number_stored_as_float": _("The ending .0 was taken off the phone number: %(after)s."),
    "leading_apostrophe": _("The apostrophe before the phone number was left out: %(after)s."),
    "phone_wrong_length": _(
        "“%(value)s” does not have the 11 digits of a phone number. The field stays blank."
    ),
    "phone_two_values": _("Two phone numbers in one cell; the first was taken: %(after)s."),
    "id_number_lost_digits": _(
        "Excel has cut the last digits of an identity number (%(shown_as)s). Identity numbers are "
        "not kept here; in your own file it cannot be repaired, only typed again as text."
    ),
    "hidden_row": _("This row is hidden in the sheet; it was read all the same."),
    "formula_cell": _("A formula (%(value)s); its stored value was taken: %(after)s."),
    "formula_without_value": _(
        "A formula (%(value)s) without a stored value. The field stays blank; open the file in "
        "Excel, save it, and send it again."
    ),
    "category_unknown": _(
        "“%(value)s” is no known category. The field stays blank; the household can be proposed "
        "for one at a meeting."
    ),
    "category_two_values": _(
        "Two categories in one cell (%(value)s). The field stays blank; propose them one by one "
        "at a meeting."
    ),
    "category_missing": _("No category is stated; the household counts as not reviewed."),
    "language_unknown": _(
        "The language “%(value)s” is not known here. The field stays blank; write 藏语, 汉语 or "
        "藏汉双语."
    ),
    "consent_unknown": _(
        "“%(value)s” does not say how consent was given. The field stays blank; write 签字, 指印 "
        "or 口头+见证."
    ),
    "skill_refused": _("What this register does not hold stood among the skills; it was dropped."),
    "sex_unknown": _("“%(value)s” was not understood. The field stays blank; write 男 or 女."),
    "yes_no_unknown": _("“%(value)s” was not understood. The field stays blank; write 是 or 否."),
    "text_too_long": _("This text is too long: %(value)s Shorten it."),
    "spaces_in_name": _("Spaces or line breaks were taken out of the name: %(after)s."),
    "coordinates_swapped": _(
        "Latitude and longitude are exchanged, or the place is far away (%(value)s). The fields "
        "stay blank."
    ),
    "coordinates_incomplete": _("Only one of the two coordinates is given; both stay blank."),
    "coordinates_not_numbers": _(
        "“%(value)s” is no pair of coordinates. The field stays blank; write them as 29.732,91.643."
    ),
    "review_before_registration": _(
        "The review (%(value)s) lies before the registration. Both were taken; correct one."
    ),
    "excel_error_value": _("The cell shows an error (%(value)s). The field stays blank."),
    "total_row": _("A row of totals; it was passed over."),
    "footnote_row": _("A note under the table; it was passed over."),
    "example_row": _("An example row of the template; it was passed over."),
    "repeated_header": _("The headings again; the row was passed over."),
}


def sentence_of(remark: Remark) -> str:
    """The remark's reason in the reader's language."""
    params = {
        "value": "" if remark.value is None else remark.value,
        "after": "" if remark.after is None else remark.after,
        "same_as_row": remark.same_as_row or "",
        "shown_as": remark.shown_as or "",
    }
    return str(SENTENCES[remark.reason]) % params


def place_of(remark: Remark) -> str:
    """Where it is: sheet, row as Excel shows it, and column."""
    if remark.column is None:
        return gettext("%(sheet)s, row %(row)s") % {"sheet": remark.sheet, "row": remark.row}
    return gettext("%(sheet)s, row %(row)s, %(column)s") % {
        "sheet": remark.sheet,
        "row": remark.row,
        "column": " ".join(remark.column.split()),
    }
