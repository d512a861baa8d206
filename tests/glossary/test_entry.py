"""Concept entries: what may be used, and what is where."""

import pytest

from glossary.entry import ConceptEntry, LanguageSection, Reliability, Status, TermSection


@pytest.mark.parametrize(
    ("status", "shared", "usable"),
    [
        (Status.PREFERRED, False, True),
        (Status.ADMITTED, False, True),
        (Status.SUPERSEDED, False, False),
        (Status.DEPRECATED, False, False),
        (Status.ADMITTED, True, False),
    ],
)
def test_a_former_a_deprecated_and_a_shared_form_are_not_usable(status: Status, shared: bool, usable: bool) -> None:
    """A translator is offered preferred and admitted designations of the concept itself, and no other."""
    assert TermSection("办公室", status=status, shared=shared).is_usable is usable


def test_a_language_that_the_entry_lacks_is_an_empty_section() -> None:
    """Asking for French gives a section without terms, never another language's."""
    chinese = LanguageSection("zh-Hans", (TermSection("儿基会"),))
    entry = ConceptEntry("unicef", "body", "united-nations", (chinese,), Reliability.CURATED)
    assert entry.language("zh-Hans") is chinese
    assert entry.language("fr") == LanguageSection("fr", ())
