"""What a refusal is, and how it quotes what was typed."""


class Refusal(ValueError):
    """What was typed cannot be taken: `sentence` says why and what to do, `code` stays the same for ever."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def excerpt(text: str, longest: int = 60) -> str:
    """Return the beginning of a text on one line, to be shown in a sentence."""
    words = " ".join(text[: 4 * longest].split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
