"""The sample documents that are shipped: written for this project, in the manner of UN reports."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "sample"


def sample_documents() -> tuple[Path, ...]:
    """The paths of the sample documents, in the order of their symbols.

    >>> [path.stem for path in sample_documents()][:2]
    ['drug-control', 'trafficking-in-persons']
    """
    names = ("drug-control", "trafficking-in-persons", "corruption", "counter-terrorism", "prison-reform")
    return tuple(_FOLDER / f"{name}.txt" for name in (*names, "cybercrime-and-maritime-crime"))
