"""The formats of replies that a provider supports."""

from delibctl.model import Failure, FailureKind, Question, ReplyForm

#: Words with which a provider rejects a format: response_format, output_format, json_schema...
_FORMAT_WORDS = ("format", "json_", "schema", "grammar")


class ReplyFormats:
    """The formats to try under `auto`: if a provider rejects one, the next is used."""

    def __init__(self, *, constrained: bool = True) -> None:
        strict = [ReplyForm.JSON_SCHEMA, ReplyForm.JSON_OBJECT] if constrained else []
        self._candidates = [*strict, ReplyForm.PROMPT]
        #: Formats that got a reply; a later complaint is about the question.
        self._confirmed: set[ReplyForm] = set()

    def for_question(self, question: Question) -> ReplyForm:
        """Return the format that the question demands, else the strictest candidate."""
        return self._candidates[0] if question.form is ReplyForm.AUTO else question.form

    def confirm(self, form: ReplyForm) -> None:
        """Note that a reply came in that format."""
        self._confirmed.add(form)

    def rejects(self, failure: Failure, form: ReplyForm, question: Question) -> bool:
        """Return True if the provider rejects a format that was only assumed to be supported.

        The format is then not used again.
        """
        rejected = (
            question.form is ReplyForm.AUTO
            and form is not ReplyForm.PROMPT
            and form not in self._confirmed
            and failure.kind in (FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED)
            and any(word in failure.message.lower() for word in _FORMAT_WORDS)
        )
        if rejected:
            self._candidates = [
                candidate for candidate in self._candidates if candidate is not form
            ]
        return rejected
