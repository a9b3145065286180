"""Why a file cannot be read as a workbook; each sentence names the mend."""

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused


class NotAWorkbook(Refused):
    message = _(
        "This file is not a workbook. Send the table as an Excel file (.xlsx or .xls) or as CSV."
    )


class WorkbookKindUnknown(Refused):
    message = _(
        "This kind of workbook cannot be read. Open it and save it as an Excel workbook (.xlsx)."
    )


class EmptyWorkbook(Refused):
    message = _("This file is empty. Check that the right file was chosen.")


class WorkbookEncrypted(Refused):
    message = _(
        "This workbook is locked with a password. Open it, remove the password under "
        "“Save as”, and send it again."
    )


class WorkbookDamaged(Refused):
    message = _(
        "This workbook is damaged and cannot be read. Open it in Excel, save it under a new name "
        "and send that file."
    )


class WorkbookTooLarge(Refused):
    message = _(
        "This workbook is too large to be read safely. Delete empty rows and columns, or send it "
        "in parts, for example one file for each village."
    )
