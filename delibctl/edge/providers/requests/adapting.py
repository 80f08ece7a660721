"""The manner in which a model is asked: it is found out from complaints, and remembered."""

from dataclasses import dataclass

from delibctl.edge.providers.requests.adaptations import ADAPTATIONS
from delibctl.edge.providers.requests.reply_format import ReplyFormats, speaks_of_format
from delibctl.edge.providers.wire import WireFailure, WireRequest
from delibctl.model import FailureKind, Question, ReplyForm

#: Failures that may be a complaint about what delibctl added of its own accord.
_COMPLAINTS = {FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED, FailureKind.SERVER}
_NOT_IMPLEMENTED = 501


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question is sent: the form of the reply, and the adaptations made, by their number."""

    form: ReplyForm
    made: frozenset[int] = frozenset()

    def applied_to(self, request: WireRequest) -> tuple[WireRequest, tuple[str, ...]]:
        """Return a request with the adaptations for what it carries, and their notes."""
        notes = []
        for number in sorted(self.made):
            adaptation = ADAPTATIONS[number]
            if adaptation.carried(request):
                request = adaptation.change(request)
                notes.append(adaptation.note)
        return request, tuple(notes)


class Adapting:
    """What a model's provider has turned down so far. Each adaptation is made once at most."""

    def __init__(self, *, constrained: bool = True) -> None:
        self._formats = ReplyFormats(constrained=constrained)
        self._made: frozenset[int] = frozenset()
        self._taken: set[Manner] = set()

    def manner(self, question: Question) -> Manner:
        """Return the manner in which a question is sent now."""
        return Manner(self._formats.for_question(question), self._made)

    def is_settled(self, question: Question) -> bool:
        """Return True if a reply has come in the manner in which the question is sent now."""
        return self.manner(question) in self._taken

    def taken(self, question: Question, request: WireRequest, manner: Manner) -> None:
        """Note that a reply came to a request that was sent in some manner."""
        self._taken.add(manner)
        is_default = question.form is ReplyForm.AUTO and manner.form is ReplyForm.PROMPT
        if request.response_format is not None or is_default:
            self._formats.confirm(manner.form)

    def learn(
        self, failure: WireFailure, question: Question, request: WireRequest, manner: Manner
    ) -> bool:
        """Return True if the question may be taken in another manner than `request` was sent in.

        The manner of further questions is then another one.
        """
        complaint = failure.complaint
        # Some servers call a format that they cannot keep to an overload.
        is_named = complaint.status >= 500 and speaks_of_format(complaint)
        missing = complaint.status == _NOT_IMPLEMENTED
        if failure.blocked or not (failure.kind in _COMPLAINTS or missing or is_named):
            return False
        for number, adaptation in enumerate(ADAPTATIONS):
            if (
                number not in manner.made
                and adaptation.carried(request)
                and adaptation.turned_down(complaint)
            ):
                self._made |= {number}
                return True
        named = any(complaint.turns_down(name) for name in request.parameters)
        if (
            request.response_format is not None
            and not named
            and self._formats.rejects(complaint, manner.form, question)
        ):
            return True
        self._formats.failed(complaint, question)
        return False
