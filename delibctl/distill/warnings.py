"""What a set of records cannot teach."""

from collections.abc import Iterator, Sequence

from delibctl.distill.record import Record
from delibctl.errors import DelibctlError
from delibctl.model import Judge, Outcome, Policy, Sight
from delibctl.text.count import listed


def warnings(records: Sequence[Record], policy: Policy, judges: Sequence[Judge]) -> Iterator[str]:
    """Yield a sentence for each gap in what the records teach, and in how they were judged."""
    benign = {record.category for record in records if record.outcome is Outcome.COMPLY}
    present = {record.category for record in records}
    if not benign:
        yield "no record complies: a model trained on these alone learns to refuse benign requests"
    elif lacking := [c.id for c in policy.categories if c.id in present - benign]:
        yield f"no record complies in {listed(lacking)}: requests there may be refused too often"
    if missing := [category.id for category in policy.categories if category.id not in present]:
        yield f"no record at all in {listed(missing)}: these categories are not taught"
    cited = {id for record in records for id in record.case.expected.clauses}
    if untaught := [clause.id for clause in policy.clauses if clause.id not in cited]:
        yield f"no record expects {listed(untaught)}: these clauses are not taught"
    models = [judge for judge in judges if judge.model is not None]
    if not models:
        yield "no model judged correctness and helpfulness: answers were classified only"
    if blind := [judge.name for judge in models if judge.sight is Sight.REWARD]:
        yield f"{listed(blind)} did not see the reasoning: judge with --judge-sees filter for that"


def check_not_only_refusals(records: Sequence[Record]) -> None:
    """Raise DelibctlError if every record refuses."""
    if records and all(record.outcome is Outcome.REFUSE for record in records):
        raise DelibctlError(
            "every kept answer is a refusal; a model trained on them would refuse everything",
            next="probe and judge cases that expect an answer, and distill that run",
            usage="probe cases with --kind look-alike or near-miss too (`delibctl generate` drafts "
            "some), then judge and distill that run",
        )
