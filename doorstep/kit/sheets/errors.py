"""Why a file cannot be read as a workbook; each sentence names the mend."""

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused


class NotAWorkbook(Refused):
    message = _(
        "This file is not a workbook. Send the table as an Excel file (.xlsx or .xls) or as CSV."
    )


class WebPageNotWorkbook(NotAWorkbook):
    message = _(
        "This file is a web page, whatever its name says. Open it in Excel or WPS, choose "
        "“Save as”, the kind “Excel workbook (.xlsx)”, and send that file."
    )


class TextUndecodable(NotAWorkbook):
    message = _(
        "Line %(line)s of this text table holds letters in an unknown encoding. Open it in Excel "
        "or WPS, save it as “CSV UTF-8” or as an Excel workbook (.xlsx), and send that file."
    )


class TextQuoteUnclosed(NotAWorkbook):
    message = _(
        "A quotation mark of this text table, near line %(line)s, is opened and not closed, or "
        "stands in the midst of a quoted cell. Mend the line, or save the table as an Excel "
        "workbook (.xlsx)."
    )


class WorkbookKindUnknown(Refused):
    message = _(
        "This kind of workbook (%(kind)s) cannot be read. Open it and save it as an Excel "
        "workbook (.xlsx)."
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


class FileTooLarge(WorkbookTooLarge):
    message = _(
        "This file has more than %(most)s MB. Take pictures out of it, or send it in parts, for "
        "example one file for each village."
    )


class UnpacksTooLarge(WorkbookTooLarge):
    message = _(
        "This workbook unpacks to more than %(most)s MB. Take pictures and empty sheets out of it, "
        "or send it in parts."
    )


class TooManyParts(WorkbookTooLarge):
    message = _(
        "This workbook is made of more than %(most)s parts. Copy the ledger into a new workbook "
        "and send that."
    )


class TooManySheets(WorkbookTooLarge):
    message = _(
        "This workbook has more than %(most)s sheets. Copy the ledger into a new workbook and send "
        "that."
    )


class TooManyRows(WorkbookTooLarge):
    message = _(
        "A sheet of this workbook is filled beyond row %(most)s. Delete the rows below the ledger, "
        "or send it in parts."
    )


class TooManyColumns(WorkbookTooLarge):
    message = _(
        "A sheet of this workbook is filled beyond column %(most)s. Delete the columns beside the "
        "ledger."
    )


class TooManyCells(WorkbookTooLarge):
    message = _(
        "A sheet of this workbook spans more than %(most)s cells. Delete what stands far from the "
        "ledger, or send it in parts."
    )


class CellTooLong(WorkbookTooLarge):
    message = _(
        "A cell of this workbook (row %(row)s) holds more than %(most)s characters, more than "
        "Excel itself allows. Shorten it."
    )


class TextsTooLarge(WorkbookTooLarge):
    message = _(
        "The texts of this workbook come to more than %(most)s million characters. Send it in "
        "parts."
    )
