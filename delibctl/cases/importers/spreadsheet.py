"""A table without a header row: a row with one word starts a group of numbered prompts below it.

Everything else in it (totals, remarks, labels of other programs) is reported as left over.
"""

import re

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.cases.importers.csv_rows import Dialect
from delibctl.cases.importers.record import Record, Records

_NUMBER = re.compile(r"\d+[.)]?")


def recognises(rows: list[list[str]]) -> bool:
    """Return True if the rows have this layout: the start of a group, then a numbered row."""
    filled = [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]
    opened = False
    for row in filled:
        if _opens(row):
            opened = True
        elif opened and len(row) > 1 and row[1] and _NUMBER.fullmatch(row[0]):
            return True
    return False


def read(dialect: Dialect, name: str) -> Records:
    """Return the prompts of all groups; the name of a group is the label of its prompts."""
    records, label = Records(), ""
    for line, raw in dialect.rows(name):
        row = [cell.strip() for cell in raw]
        if _opens(row):
            label = row[0]
        elif label and len(row) > 1 and row[1] and _NUMBER.fullmatch(row[0]):
            number = f"{label}-{row[0].rstrip('.)')}"
            try:
                messages = conversation(row[1])
            except NotAPromptError as error:
                records.left_over.append((line, str(error)))
                continue
            records.records.append(Record(line=line, number=number, messages=messages, label=label))
            beside = [cell for cell in row[2:] if cell]
            if beside and beside != [label]:
                records.left_over.append((line, f"cells beside a prompt: {', '.join(beside)}"))
        elif any(row):
            records.left_over.append((line, f"not a prompt: {', '.join(filter(None, row))}"))
    return records


def _opens(row: list[str]) -> bool:
    return bool(row and row[0]) and not any(row[1:]) and not _NUMBER.fullmatch(row[0])
