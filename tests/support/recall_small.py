"""The example that trains a small model: where it is, and a policy with a few of its cases."""

import shutil
from pathlib import Path

from ruamel.yaml import YAML
from support.project import ROOT, SAMPLES

EXAMPLE = ROOT / "examples" / "recall_small"


def policy_with_few_cases(folder: Path, train: int = 4, test: int = 2) -> Path:
    """Copy the assistant's policy with the first cases of either split."""
    shutil.copytree(SAMPLES / "assistant", folder)
    yaml = YAML()
    document = yaml.load(folder / "cases.yaml")
    wanted = {"train": train, "test": test}
    document["cases"] = [
        case
        for split, number in wanted.items()
        for case in [c for c in document["cases"] if c.get("split") == split][:number]
    ]
    yaml.dump(document, folder / "cases.yaml")
    return folder
