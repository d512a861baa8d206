"""What every format writes alike: which entries, which designations, how a subject field is called."""

from collections.abc import Iterable, Iterator

from align.mapping import SUBJECTS
from extract.error import GlossaryError
from glossary.entry import ConceptEntry, LanguageSection, Reliability, TermSection
from glossary.text import one_line

CHINESE, ENGLISH, TRADITIONAL = "zh-Hans", "en", "zh-Hant"
_SUBJECT_IDS = {label: subject for subject, label in SUBJECTS.items()}


def select_exported(entries: Iterable[ConceptEntry]) -> Iterator[ConceptEntry]:
    """The entries that leave the house: nothing merely proposed, and no concept id twice.

    Raises GlossaryError for an id that comes twice: ids are identifiers in every format.
    """
    seen: set[str] = set()
    for entry in entries:
        if entry.reliability is Reliability.PROPOSED:
            continue
        if entry.id in seen:
            raise GlossaryError(f"concept id {entry.id} comes twice")
        seen.add(entry.id)
        yield entry


def find_usable(section: LanguageSection) -> tuple[TermSection, ...]:
    """The designations that a translator may use: preferred and admitted ones that are this concept's own."""
    return tuple(term for term in section.terms if term.is_usable and one_line(term.term))


def is_usable(entry: ConceptEntry) -> bool:
    """Whether both languages hold a designation that a translator may use."""
    return all(find_usable(entry.language(code)) for code in (CHINESE, ENGLISH))


def name_subject(subject: str) -> str:
    """The label of a subject field; an id outside the closed list stands for itself.

    >>> name_subject("drugs"), name_subject("my-field")
    ('Drugs', 'my-field')
    """
    return SUBJECTS.get(subject, subject)


def parse_subject(label: str) -> str:
    """The subject field that name_subject called so.

    >>> parse_subject("Drugs")
    'drugs'
    """
    return _SUBJECT_IDS.get(label, label)
