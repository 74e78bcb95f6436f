"""Sentences for a person, which a window can say in another language."""

from __future__ import annotations


class Sentence(str):
    """English, with values in the place of the text's {names}; it remembers both.

    Translators' tools find the texts by this name, where they stand as they are: no f-string.

    Args:
        text: English; `str.format` puts the values in where there are some.
        values: may be sentences, or errors that tell one.
    """

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> Sentence:
        """The whole, in English."""
        made = super().__new__(cls, text.format(**values) if values else text)
        made.text, made.values = text, values
        return made
