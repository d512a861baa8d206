"""The kinds of terms, shared by the harvest, the mapping and the entries."""

from enum import StrEnum


class Kind(StrEnum):
    """What a term names."""

    BODY = "body"  # organs, organizations, offices, committees, networks
    MISSION = "mission"  # peace operations and special political missions
    PROGRAMME = "programme"  # programmes, projects, initiatives
    TREATY = "treaty"
    DOCUMENT = "document"  # resolutions, declarations, strategies, rules
    PUBLICATION = "publication"
    EVENT = "event"
    GROUP = "group"  # named armed, terrorist or ethnic groups
    STATE = "state"
    PLACE = "place"
    ROLE = "role"  # offices and titles of persons
    TOOL = "tool"  # software, databases, portals
    GOAL = "goal"  # the Goals and targets of an agenda
    SUBJECT = "subject"  # subject terms


NAMES = frozenset(Kind) - {Kind.SUBJECT, Kind.PLACE, Kind.STATE, Kind.ROLE}
