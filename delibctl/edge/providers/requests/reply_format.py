"""The formats of replies that a provider supports."""

from delibctl.edge.providers.requests.complaint import Complaint
from delibctl.model import Question, ReplyForm

#: Words with which a provider rejects a format: response_format, output_format, json_schema...
_FORMAT_WORDS = (
    "format",
    "json_",
    "schema",
    "grammar",
    "the requested parameters",
    "json mode",
    "structured output",
)
_INVALID = (400, 422)
#: Words of a complaint that names what is wrong; OpenAI's would name the format itself.
_NAMING = ("messages", "unrecognized request argument")
#: A server's own failures. Those of a gateway before it (502 to 504) have other causes.
_SERVERS_OWN = (500, 501)
_STRICT = (ReplyForm.JSON_SCHEMA, ReplyForm.JSON_OBJECT)


class ReplyFormats:
    """The formats to try under `auto`: if a provider rejects one, the next is used.

    A server error may be due to the format as well, and so may a request that is invalid without a
    word on why: each format is doubted for that once.
    """

    def __init__(self, *, constrained: bool = True) -> None:
        self._candidates = [*(_STRICT if constrained else ()), ReplyForm.PROMPT]
        #: Formats that got a reply; a later complaint is about the question.
        self._confirmed: set[ReplyForm] = set()
        self._doubted: set[ReplyForm] = set()
        #: The doubted ones that are left out for now.
        self._set_aside: set[ReplyForm] = set()

    def for_question(self, question: Question) -> ReplyForm:
        """Return the format that the question demands, else the strictest candidate."""
        if question.form is not ReplyForm.AUTO:
            return question.form
        left: list[ReplyForm] = [form for form in self._candidates if form not in self._set_aside]
        return left[0]

    def confirm(self, form: ReplyForm) -> None:
        """Note that a reply came in that format."""
        self._confirmed.add(form)
        self._set_aside.discard(form)

    def rejects(self, complaint: Complaint, form: ReplyForm, question: Question) -> bool:
        """Return True if a format that was only assumed to be supported may be the reason.

        The format is then not used again.
        """
        is_assumed = question.form is ReplyForm.AUTO and form is not ReplyForm.PROMPT
        if not is_assumed or form in self._confirmed:
            return False
        if form is not self.for_question(question):  # found out while this question was asked
            return True
        if speaks_of_format(complaint):
            self._candidates.remove(form)
            return True
        if _may_be_about_format(complaint) and form not in self._doubted:
            self._doubted.add(form)
            self._set_aside.add(form)
            return True
        return False

    def failed(self, complaint: Complaint, question: Question) -> None:
        """Note that no format cures a failure: doubts that no reply has settled are over."""
        if (
            _may_be_about_format(complaint)
            and question.form is ReplyForm.AUTO
            and not self._confirmed
        ):
            self._set_aside.clear()


def speaks_of_format(complaint: Complaint) -> bool:
    """Return True if the complaint names a format, or names nothing and speaks of one."""
    if complaint.param == "messages":  # that are to speak of JSON if it is asked for
        return "response_format" in complaint.text
    named = complaint.param or complaint.text
    return any(word in named for word in _FORMAT_WORDS)


def _may_be_about_format(complaint: Complaint) -> bool:
    """Return True if the complaint is a server's failure, or does not name what is wrong."""
    names_part = complaint.param or any(words in complaint.text for words in _NAMING)
    return complaint.status in _SERVERS_OWN or (complaint.status in _INVALID and not names_part)
