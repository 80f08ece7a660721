"""Which form of reply a provider takes."""

from delibctl.model import Failure, FailureKind, Question, ReplyForm

#: What a provider names when it turns a form down: response_format, output_format, json_schema...
_NAMED = ("format", "json_", "schema", "grammar")


class ReplyFormats:
    """What to ask for under `auto`: once a provider turns one form down, the next."""

    def __init__(self, *, constrained: bool = True) -> None:
        strict = [ReplyForm.JSON_SCHEMA, ReplyForm.JSON_OBJECT] if constrained else []
        self._left = [*strict, ReplyForm.PROMPT]
        #: Forms under which a reply has come; a later complaint is about the question.
        self._proven: set[ReplyForm] = set()

    def of(self, question: Question) -> ReplyForm:
        """The form that is wanted, or the strictest that is left."""
        return self._left[0] if question.form is ReplyForm.AUTO else question.form

    def prove(self, form: ReplyForm) -> None:
        """A reply has come under that form."""
        self._proven.add(form)

    def turned_down(self, failure: Failure, form: ReplyForm, question: Question) -> bool:
        """Whether a provider that was only thought to take a form says that it does not.

        If so, it is not asked for again.
        """
        down = (
            question.form is ReplyForm.AUTO
            and form is not ReplyForm.PROMPT
            and form not in self._proven
            and failure.kind in (FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED)
            and any(word in failure.message.lower() for word in _NAMED)
        )
        if down:
            self._left = [other for other in self._left if other is not form]
        return down
