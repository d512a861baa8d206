"""Concept entries in the levels and picklists of ISO 30042:2019 (TBX): entry, language section, term section."""

from dataclasses import dataclass
from enum import StrEnum


class TermType(StrEnum):
    """The picklist of ``termType`` in TBX-Basic."""

    FULL_FORM = "fullForm"
    SHORT_FORM = "shortForm"
    ABBREVIATION = "abbreviation"
    ACRONYM = "acronym"
    VARIANT = "variant"
    PHRASE = "phrase"


class Status(StrEnum):
    """The picklist of ``administrativeStatus`` in TBX-Basic."""

    PREFERRED = "preferredTerm-admn-sts"
    ADMITTED = "admittedTerm-admn-sts"
    DEPRECATED = "deprecatedTerm-admn-sts"
    SUPERSEDED = "supersededTerm-admn-sts"


class Reliability(StrEnum):
    """How far an equivalent can be trusted, best first."""

    CHECKED = "checked"  # curated, and confirmed against a named official list or aligned text
    CURATED = "curated"  # curated from knowledge of UN usage, with its source
    COMPOSED = "composed"  # made by a rule (General Assembly resolution 72/284)
    PROPOSED = "proposed"  # not certain: never exported as preferred


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a designation was read: document (symbol or file name), first paragraph label, count in the document."""

    document: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TermSection:
    """One designation of a concept in one language.

    ``shared`` marks a short form that several concepts share (办公室): lookup finds it, no format exports it as a term.
    """

    term: str
    type: TermType = TermType.FULL_FORM
    status: Status = Status.ADMITTED
    provenance: tuple[Provenance, ...] = ()
    note: str = ""
    shared: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether a translator may use it: preferred or admitted, and this concept's own."""
        return self.status in (Status.PREFERRED, Status.ADMITTED) and not self.shared


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """The designations in one language, preferred first, shared last; ``code`` is BCP 47: "zh-Hans" or "en"."""

    code: str
    terms: tuple[TermSection, ...]


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept with its designations; Chinese first.

    ``subject`` and ``kind`` are ids of the mapping's closed lists; ``source`` names what fixes the names;
    ``checked`` lists what the equivalent was checked against ("undev states").
    """

    id: str
    kind: str
    subject: str
    languages: tuple[LanguageSection, ...]
    reliability: Reliability
    source: str = ""
    checked: str = ""
    note: str = ""

    def language(self, code: str) -> LanguageSection:
        """The language section of ``code``, empty where the entry has none.

        >>> english = LanguageSection("en", (TermSection("UNODC"),))
        >>> entry = ConceptEntry("unodc", "body", "drugs", (english,), Reliability.CURATED)
        >>> entry.language("en").terms[0].term, entry.language("fr").terms
        ('UNODC', ())
        """
        return next((section for section in self.languages if section.code == code), LanguageSection(code, ()))
