"""Who in a register is who among the contacts that exist already.

Two people are the same person only if name and a valid phone agree, or name and door.
A phone alone or a name alone is a question for a person, never an answer.
"""

import re
from dataclasses import dataclass, field

from .phones import phone_key
from .text import clean

SAME, DOUBT, NEW = "same", "doubt", "new"
# why it is doubtful
RENAMED, PHONE_ALONE, NAME_ALONE = "renamed", "phone", "name"


@dataclass(slots=True)
class Known:
    """An existing contact with its child contacts (family members, second phones).

    `has_door`: it is a household already; `made_here`: this very import created it.
    """

    id: int
    names: set = field(default_factory=set)
    phones: set = field(default_factory=set)
    addresses: list = field(default_factory=list)
    has_door: bool = False
    made_here: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    verdict: str
    known: Known | None = None
    reason: str = ""


def name_key(name):
    """Return what different writings of a name share."""
    return clean(name).replace(" ", "").casefold()


def phone_keys(phones):
    return {key for key in map(phone_key, phones) if key}


def address_is_door(address, door):
    """Tell whether an address ends with the door: "翠湖花园3栋2单元1204室" is 3-2-1204."""
    wanted = [re.sub(r"\D", "", part) for part in door.key]
    wanted = [number for number in wanted if number]
    numbers = [number.lstrip("0") for number in re.findall(r"\d+", clean(address))]
    return len(wanted) >= 2 and numbers[-len(wanted) :] == wanted


def match_person(names, phones, door, at_door, candidates):
    """Return the Match of the people of one cell (joint owners: any of them).

    :param at_door: the Known who holds the same role at the same door now, or None
    :param candidates: other Known that share a name or a phone
    """
    wanted, numbers = set(map(name_key, names)), phone_keys(phones)
    if at_door and at_door.names & wanted:
        return Match(SAME, at_door)
    others = [known for known in candidates if not at_door or known.id != at_door.id]
    by_both = [known for known in others if known.names & wanted and known.phones & numbers]
    if by_both:
        # of contacts that were double before us, the one that is a household already
        return Match(SAME, min(by_both, key=lambda known: (not known.has_door, known.id)))
    by_door = [
        known
        for known in others
        if known.names & wanted
        and any(address_is_door(address, door) for address in known.addresses)
    ]
    if by_door:
        return Match(SAME, min(by_door, key=lambda known: known.id))
    if at_door and at_door.phones & numbers:
        return Match(DOUBT, at_door, RENAMED)
    for reason, found in (
        (PHONE_ALONE, [known for known in others if known.phones & numbers]),
        # a household at another door bears the same name by chance
        (NAME_ALONE, [known for known in others if known.names & wanted and not known.has_door]),
    ):
        doubtful = [known for known in found if not known.made_here]
        if doubtful:
            return Match(DOUBT, min(doubtful, key=lambda known: known.id), reason)
    return Match(NEW)
