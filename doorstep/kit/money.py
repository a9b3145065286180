"""Money is whole fen everywhere; yuan are only typed and shown."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused

MOST_FEN = 10**14  # a million million yuan: what is more slipped from a keyboard
_PLAIN = re.compile(r"\d+(\.\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?")
_FINER = re.compile(r"[\d,]+\.\d{3,}")


class AmountMissing(Refused):
    message = _("Write an amount in yuan, such as 500 or 9,470.00.")


class AmountUnreadable(Refused):
    message = _("“%(text)s” is no amount. Write yuan in digits, such as 500 or 9,470.00.")


class AmountTooFine(Refused):
    message = _("“%(text)s” has parts smaller than a fen; two places after the point are enough.")


class AmountNotPositive(Refused):
    message = _("The amount is more than 0. What was paid by mistake is reversed, not paid less.")


class AmountTooLarge(Refused):
    message = _("“%(text)s” is more than can be meant; at most %(most)s.")


def fen_of(text: str) -> int:
    """Whole fen from yuan as people type them: 9,470.00, ¥9470 and ９４７０元 are 947000.
    AmountMissing, AmountUnreadable, AmountTooFine, AmountNotPositive, AmountTooLarge."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.removeprefix("¥").removesuffix("元").replace(" ", "")
    if not plain:
        raise AmountMissing
    if plain.startswith("-") and (_PLAIN.fullmatch(plain[1:]) or _GROUPED.fullmatch(plain[1:])):
        raise AmountNotPositive
    if not (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        raise (AmountTooFine if _FINER.fullmatch(plain) else AmountUnreadable)(text=text.strip())
    fen = int(Decimal(plain.replace(",", "")) * 100)
    if fen == 0:
        raise AmountNotPositive
    if fen > MOST_FEN:
        raise AmountTooLarge(text=text.strip(), most=money_text(MOST_FEN))
    return fen


def guard_fen(fen: int) -> int:
    """The amount, where it may be paid. AmountNotPositive, AmountTooLarge."""
    if fen <= 0:
        raise AmountNotPositive
    if fen > MOST_FEN:
        raise AmountTooLarge(text=money_text(fen), most=money_text(MOST_FEN))
    return fen


def money_text(fen: int) -> str:
    """Whole fen as yuan: 947000 is ¥9,470.00."""
    yuan = Decimal(fen) / 100
    return f"{'-' if yuan < 0 else ''}¥{abs(yuan):,.2f}"
