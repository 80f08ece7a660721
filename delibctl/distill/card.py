"""The data set card: what a reader of the folder has to know, in Markdown."""

from collections.abc import Iterator
from typing import Any

from delibctl.text.escape import one_line


def card(manifest: dict[str, Any]) -> str:
    """Return the card of an export, from its manifest alone."""
    return "\n".join(_lines(manifest)) + "\n"


def _lines(data: dict[str, Any]) -> Iterator[str]:
    policy, counts, least = data["policy"], data["counts"], data["least"]
    template = data["chat_template"]
    yield f"# Training data for {one_line(policy['title'])}"
    yield ""
    yield (
        "Prompts with reasoning and answers of models that were shown a safety policy. The policy "
        "itself is in no prompt: a model trained on these is to recall it."
    )
    yield ""
    yield from _table(
        ("policy", f"{policy['id']} {policy['version']}, sha256 {policy['sha256'][:12]}"),
        ("answers by", ", ".join(m["name"] for m in data["run"]["models"])),
        ("judged by", ", ".join(_judge(judge) for judge in data["judges"])),
        (
            "kept from",
            f"correctness {least['correctness']} and helpfulness {least['helpfulness']} of 5",
        ),
        ("rewritten by", data["rewriter"] or "nobody"),
        ("records", f"{counts['records']} of {counts['trials']} trials"),
        ("preference pairs", counts["pairs"]),
        ("tokens", _tokens(data["tokens"])),
        ("reasoning in", f"{template['reasoning_in']}, {template['name']}"),
        ("made with", f"delibctl {data['delibctl']}, {data['written']}"),
    )
    yield from ("", "## Files", "")
    yield from (f"- `{file['path']}`: {file['bytes']:,} bytes" for file in data["files"])
    yield from ("", "## Records by category, outcome and kind", "")
    yield "| category | outcome | kind | records |"
    yield "|---|---|---|--:|"
    for group in data["groups"]:
        cells = (group["category"], group["outcome"], group["kind"], group["records"])
        yield f"| {' | '.join(map(str, cells))} |"
    yield from ("", "## What it cannot teach", "")
    yield from (f"- {one_line(warning)}" for warning in data["warnings"] or ["nothing was noticed"])
    held = sum(split != "train" for split in data["assigned"].values())
    yield ""
    yield (
        f"{held} of {len(data['assigned'])} cases were not trained on. `manifest.json` names them: "
        "measure the trained model with those only."
    )


def _table(*rows: tuple[str, object]) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {one_line(str(value))} |" for name, value in rows)


def _judge(judge: dict[str, Any]) -> str:
    sees = "with the reasoning" if judge["sees"] == "filter" else "the answer only"
    return f"{judge['name']} ({judge['votes']} votes, {sees})" if judge["model"] else judge["name"]


def _tokens(tokens: dict[str, Any]) -> str:
    about = "" if tokens["counted"] else "about "
    return f"{about}{tokens['median']:,} in the median, {about}{tokens['longest']:,} at most"
