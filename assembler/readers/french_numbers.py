"""French numbers as people type them. What could be read in two ways is refused, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from assembler.model.catalogue import PERCENTAGES, Unit
from assembler.model.figures import Special, Value
from assembler.model.messages import excerpt
from assembler.model.place import Problems

SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Every kind of space, for a class of characters."""
SIGNS = "-+−–\u2011"
"""U+2011 is the hyphen that word processors do not break at. For the beginning of a class of characters."""

_SPACES = re.compile(f"[{SPACES}]+")
_NOT_COMMUNICATED = re.compile(r"n\.? ?c\.?", re.IGNORECASE)
_NOTHING_PAID = re.compile(r"[-−–\u2011] ?€")
_NUMBER = re.compile(rf"([{SIGNS}]?) ?([0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]+)(?:,([0-9]+))? ?([%€]?)")
_POINT = re.compile(rf"([{SIGNS}]?) ?([0-9]+)\.([0-9]+)( ?[%€]?)")
_ODDLY_GROUPED = re.compile(rf"([{SIGNS}]?) ?([0-9]+(?:[ ,.][0-9]+)+)( ?[%€]?)")
_SUFFIXES: dict[Unit, str] = {"pourcent": "%", "taux": "%", "euros": "€"}
_SIGNED: tuple[Unit, ...] = ("evolution", "taux")
_NEVER_BELOW_ZERO: dict[Unit, str] = {
    "nombre": "Un nombre ne peut pas être négatif",
    "euros": "Un montant ne peut pas être négatif",
    "pourcent": "Une part ne peut pas être négative",
}
_MOST_DIGITS = 15


def parse_value(text: str, unit: Unit, places: int = 0, shown: str = "", is_text: bool = True) -> Value:
    """The value of a cell; raises `Problems` without a place.

    `places`: the least decimals of a percentage. `shown`: what stands in the cell where `text` translates it.
    `is_text`: was it typed, so that a separator of thousands may be mistaken for a comma?
    """
    typed = _SPACES.sub(" ", text).strip()
    if not typed:
        return None
    match = _NUMBER.fullmatch(typed)
    shown = shown or typed
    if not match:
        return _special(typed, unit, shown)
    sign, whole, decimals, suffix = match.groups()
    _check_unit(shown, unit, suffix)
    _check_decimals(shown, unit, whole, decimals or "", is_text)
    _check_spelling(shown, unit, sign, whole)
    digits = whole.replace(" ", "") + (f".{decimals}" if decimals else "")
    value = Decimal(digits if sign in ("", "+") else "-" + digits)
    _check_bounds(shown, unit, value, suffix)
    value = value if value else abs(value)  # a zero has no minus
    if unit in PERCENTAGES and len(decimals or "") < places:
        return value.quantize(Decimal(1).scaleb(-places))
    return value


def has_no_sign(text: str, value: Value) -> bool:
    """Is it a number other than zero, typed without its sign?"""
    return isinstance(value, Decimal) and not value.is_zero() and text.strip()[:1] not in SIGNS


def as_percentage(text: str) -> str:
    """A bare fraction as a percentage, digit by digit: « 0,159 » is « 15,9 % »; any other text unchanged."""
    match = _NUMBER.fullmatch(_SPACES.sub(" ", text).strip())
    if not match or match[4] or re.match("0[0-9]", match[2]):
        return text
    sign, whole, decimals, _ = match.groups()
    digits = whole.replace(" ", "") + (decimals or "").ljust(2, "0")
    places = max(len(decimals or "") - 2, 0)
    split = len(digits) - places
    number = digits[:split].lstrip("0") or "0"
    return f"{sign}{number}{',' if places else ''}{digits[split:]}\u00a0%"


def grouped(digits: str) -> str:
    """« 5 000 »"""
    number = digits.replace(" ", "")
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", "\u00a0", number)


def is_ambiguous_share(value: Decimal) -> bool:
    """Could a number without « % » be a fraction as well as a percentage?"""
    return 0 < abs(value) < 1


def ambiguous_share(value: Decimal) -> tuple[str, str]:
    """Both readings of 0,677 in words: « 67,7 % » as a fraction, « 0,677 % » as it stands."""
    return f"{french(value * 100)}\u00a0%", f"{french(value)}\u00a0%"


def french(value: Decimal, places: int = 0) -> str:
    """The number with a comma and at least so many decimals; no digit is dropped, none is grouped."""
    exponent = value.normalize().as_tuple().exponent
    own = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"{abs(value) if value == 0 else value:.{max(own, places)}f}".replace(".", ",")


def _special(typed: str, unit: Unit, shown: str) -> Special:
    """What stands in the place of a number."""
    if _NOT_COMMUNICATED.fullmatch(typed):
        return Special.NON_COMMUNIQUE
    if unit == "euros" and _NOTHING_PAID.fullmatch(typed):
        return Special.NEANT
    if unit == "euros" and re.fullmatch(r"[-−–\u2011]", typed):
        raise _refused(shown, "Aucun versement s’écrit « -\u00a0€ ». Sans chiffre, laissez la cellule vide.")
    raise _refused(shown, _mend(typed))


def parse_year(text: str) -> int | None:
    """A year of four digits; None for an empty cell."""
    typed = text.strip()
    if not typed:
        return None
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", typed):
        raise Problems.one(f"« {excerpt(text)} » n’est pas une année.", "Écrivez quatre chiffres : 2020.")
    return int(typed)


def _check_unit(typed: str, unit: Unit, suffix: str) -> None:
    expected = _SUFFIXES.get(unit, "")
    if suffix and suffix != expected:
        wanted = f"en « {expected} »" if expected else "sans unité"
        raise Problems.one(
            f"« {excerpt(typed)} » porte « {suffix} » ; cet indicateur s’exprime {wanted}.",
            f"Vérifiez la ligne, ou retirez « {suffix} ».",
        )


def _check_decimals(typed: str, unit: Unit, whole: str, decimals: str, is_text: bool) -> None:
    if unit == "nombre" and decimals:
        hint = "Retirez les décimales, ou vérifiez le code de la ligne."
        if len(decimals) == 3 and is_text:
            hint = f"Pour des milliers, séparez par une espace : « {grouped(whole + decimals)} »."
        raise Problems.one(f"Un nombre entier est attendu ici ; « {excerpt(typed)} » a des décimales.", hint)
    if unit == "euros" and len(decimals) > 2:
        hint = f"Pour des milliers, séparez par une espace : « {grouped(whole + decimals)} € »."
        raise Problems.one(f"« {excerpt(typed)} » peut se lire de deux façons.", hint)
    if len(whole.replace(" ", "")) + len(decimals) > _MOST_DIGITS:
        raise Problems.one(f"« {excerpt(typed)} » a trop de chiffres.", f"{_MOST_DIGITS} chiffres au plus.")


def _check_spelling(typed: str, unit: Unit, sign: str, whole: str) -> None:
    """What would not be printed as it was typed."""
    if sign == "+" and unit not in _SIGNED:
        raise Problems.one(f"« {excerpt(typed)} » porte un signe ; cet indicateur n’en a pas.", "Retirez le « + ».")
    if len(whole) > 1 and whole.startswith("0"):
        raise Problems.one(f"« {excerpt(typed)} » commence par un zéro.", "Retirez les zéros de tête.")


def _check_bounds(typed: str, unit: Unit, value: Decimal, suffix: str) -> None:
    """What no count, amount or share can be, and a share that could be read as a fraction."""
    if value.is_signed() and unit in _NEVER_BELOW_ZERO:
        hint = "Vérifiez la valeur et le code de la ligne ; une variation a sa propre colonne."
        raise Problems.one(f"{_NEVER_BELOW_ZERO[unit]} : « {excerpt(typed)} ».", hint)
    if unit != "pourcent":
        return
    if value > 100:
        hint = "Vérifiez la valeur et le code de la ligne."
        raise Problems.one(f"Une part ne peut pas dépasser 100 % : « {excerpt(typed)} ».", hint)
    if not suffix and is_ambiguous_share(value):
        fraction, share = ambiguous_share(value)
        hint = f"Écrivez le signe « % » : « {fraction} » ou « {share} »."
        raise Problems.one(f"« {excerpt(typed)} » peut se lire de deux façons.", hint)


def _refused(typed: str, hint: str) -> Problems:
    return Problems.one(f"« {excerpt(typed)} » n’est pas un nombre écrit à la française.", hint)


def _mend(typed: str) -> str:
    if match := _POINT.fullmatch(typed):
        sign, whole, decimals, suffix = match.groups()
        comma = f"« {sign}{whole},{decimals}{_spaced(suffix)} »"
        if len(decimals) == 3 and len(whole) <= 3:
            return f"Écrivez « {sign}{grouped(whole + decimals)}{_spaced(suffix)} » (milliers) ou {comma} (décimales)."
        return f"La virgule sépare les décimales : {comma}."
    if match := _ODDLY_GROUPED.fullmatch(typed):
        sign, number, suffix = match.groups()
        whole, tail = _parts(number)
        shown = f"« {sign}{grouped(whole)}{tail}{_spaced(suffix)} »"
        return f"Séparez les milliers par une espace et les décimales par une virgule : {shown}."
    return "Écrivez un nombre (« 31 606 », « -0,1 % »), « N.C. », ou laissez la cellule vide."


def _parts(typed: str) -> tuple[str, str]:
    """All digits but the decimals; a last group is decimals when its separator differs from the others."""
    numbers, separators = re.findall(r"[0-9]+", typed), re.findall(r"(?<=[0-9])[ ,.](?=[0-9])", typed)
    if separators[-1] != " " and separators.count(separators[-1]) == 1:
        return "".join(numbers[:-1]), f",{numbers[-1]}"
    return "".join(numbers), ""


def _spaced(suffix: str) -> str:
    return f"\u00a0{suffix.strip()}" if suffix.strip() else ""
