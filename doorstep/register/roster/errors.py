"""Why a workbook cannot be read as a roster."""

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused


class NoHouseholdTable(Refused):
    """No sheet has a heading row with a household number and a head."""

    message = _(
        "No list of households was found. A heading row needs at least 户编号 and 户主（联系人）, "
        "or 户编号, 姓名 and 与户主关系 where every person has a row."
    )


class NoHouseholds(Refused):
    message = _("The sheet “%(sheet)s” has headings but no household under them.")


class UnknownField(Refused):
    message = _("“%(field)s” is no field of a roster; the column “%(column)s” cannot be read so.")
