"""The splits of cases: whether any may be trained on, and writing them into the case files."""

from collections import defaultdict
from collections.abc import Mapping

from delibctl.cases.amend import amended_all
from delibctl.distill.case_origins import CaseOrigin
from delibctl.distill.hold_out import Assignment
from delibctl.edge.files.local import LocalFiles
from delibctl.errors import DelibctlError
from delibctl.model import Run
from delibctl.policy import Bundle
from delibctl.text.count import counted


def check_trainable(
    run: Run,
    known: Mapping[str, CaseOrigin],
    assigned: Mapping[str, Assignment],
    *,
    held_out: bool,
) -> None:
    """Raise DelibctlError if no case of the run may be trained on."""
    present = [known[case.id].id for case in run.cases if case.id in known]
    if not present:
        raise DelibctlError(
            "these files contain none of the run's cases",
            next="name the case files of the run",
            usage="name the files with --cases FILE",
        )
    found = [assigned[id] for id in present]
    if Assignment.TRAIN in found:
        return
    if Assignment.UNASSIGNED in found and not held_out:
        raise DelibctlError(
            f"{counted(found.count(Assignment.UNASSIGNED), 'case')} of the run have no split, and "
            "none is of the training split",
            next="hold out a share of them, or write `split: train` and `split: test` into the "
            "case files",
            usage="add --hold-out 0.2 --seed 1, or write `split: train` and `split: test` into the "
            "case files",
        )
    raise DelibctlError(
        "every case of the run is of the test split or related to one that is",
        next="probe and judge cases of the training split, and distill that run",
        usage="delibctl probe --split train, then judge and distill that run",
    )


def with_splits(files: LocalFiles, bundle: Bundle, assigned: Mapping[str, Assignment]) -> str:
    """Put the split of each case that has none into `files.changed`; all other bytes stay.

    Returns a note. Raises DelibctlError if a file cannot be changed.
    """
    changes: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for document in bundle.cases:
        for entry in document.data["cases"]:
            if "split" not in entry:
                changes[document.name][entry["id"]] = {"split": _written(assigned[entry["id"]])}
    for document in bundle.cases:
        if document.name in changes:
            files.changed[document.name] = amended_all(document, changes[document.name]).encode()
    total = sum(map(len, changes.values()))
    return f"wrote the split of {counted(total, 'case')} into {counted(len(changes), 'file')}"


def _written(assignment: Assignment) -> str:
    return "train" if assignment is Assignment.TRAIN else "test"
