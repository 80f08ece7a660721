"""The encoder of one import: it suggests clauses, and finds prompts that mean the same."""

from collections.abc import Sequence

from delibctl.api.listener import Listener
from delibctl.cases.importers.mapping import Suggest
from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.model import Policy, Suggestion
from delibctl.text.meaning import SentenceEncoder


class ImportEncoder:
    """Loads the encoder when it is needed, and notes once why words decide instead."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._noted = False

    def suggest_for(self, policy: Policy) -> Suggest:
        """Return what suggests clauses of a policy."""

        def suggest(prompts: Sequence[str]) -> list[Suggestion]:
            # Most imports suggest nothing.
            from delibctl.api.cases.suggest import ClauseSuggester

            if not prompts:
                return []
            found = sentence_encoder()
            if isinstance(found, EncoderPackage):
                self._note(found)
                return ClauseSuggester(policy, None).nearest(prompts)
            return ClauseSuggester(policy, found).nearest(prompts)

        return suggest

    def comparing_meanings(self) -> SentenceEncoder | None:
        """Return the encoder, if it is installed; a note names one that is broken."""
        found = sentence_encoder()
        if not isinstance(found, EncoderPackage):
            return found
        if found.version:
            self._note(found)
        return None

    def _note(self, package: EncoderPackage) -> None:
        if not self._noted:
            self._noted = True
            self._listener.note(package.note)
