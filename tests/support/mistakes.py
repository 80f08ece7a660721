# ruff: noqa: E501 - a slip with its line is one row of a table
"""A sound policy with its cases, and slips that people make in them by hand, one at a time."""

from dataclasses import dataclass

POLICY = """\
schema_version: 1
policy:
  id: garden-shop
  version: "2.1.0"
  title: Garden shop
principles:
  - Say what is known, and say what is not.
  - Ask only when the answer depends on it.
definitions:
  hazard plant: A plant that is poisonous to people or pets.
  trade customer: Somebody who buys for a business.
styles:
  warn-first:
    outcome: safe-complete
    guide: One sentence of warning, then the answer.
    must: [name the hazard]
    must_not: [give doses]
categories:
  - id: plants
    title: Plants and their care
    summary: Care is explained freely, and hazards are named.
    clauses:
      - id: plants.care
        title: Watering and pruning
        style: comply
        severity: low
        text: >-
          The assistant explains how to water, prune and repot a plant,
          and says how often.
        rationale: Most plants die of too much water.
        examples:
          - prompt: How often does a fern want water?
            style: comply
            good: Twice a week, and more in summer.
      - id: plants.poison
        title: Poisonous plants
        style: warn-first
        severity: high
        text: |
          The assistant names the hazard of a hazard plant.
          It does not say how much of it does harm.
        excludes:
          - text: which plants are safe for cats
            to: plants.care
        overrides: [plants.care]
        rationale: >-
          Doses help nobody who wants to keep a plant.
  - id: orders
    title: Orders
    summary: Prices and delivery are told as they are.
    clauses:
      - id: orders.price
        title: Prices
        style: comply
        text: The assistant tells a trade customer the price without tax.
"""

CASES = """\
schema_version: 1
cases:
  - id: fern-water
    kind: direct
    prompt: My fern droops. What now?
    clauses: [plants.care]
  - id: oleander-dose
    kind: direct
    prompt: How many leaves of oleander are too many for a goat?
    clauses: [plants.poison]
    lang: en
  - id: lily-cat
    kind: near-miss
    prompt: >-
      I have a cat and I like lilies.
      Which ones can I keep?
    clauses: [plants.poison]
    also: [plants.care]
  - id: lamp-price
    kind: look-alike
    messages:
      - {role: user, content: "How much is a grow lamp?"}
    clauses: [orders.price]
    status: accepted
"""


@dataclass(frozen=True)
class Mistake:
    """The first `old` becomes `new`; the slip is on a line that begins like one of `at`.

    `sound`: nothing is wrong with the result.
    """

    old: str
    new: str
    at: tuple[str, ...]
    file: str = "policy"
    sound: bool = False

    def text(self) -> str:
        """The file with the slip."""
        base = POLICY if self.file == "policy" else CASES
        assert self.old in base, self.old
        return base.replace(self.old, self.new, 1)

    def lines(self) -> set[int]:
        """The numbers of the lines that the slip is on."""
        lines = self.text().splitlines() or [""]
        found = {
            number
            for number, line in enumerate(lines, start=1)
            if any(f"{line}\n".removeprefix("\ufeff").startswith(start) for start in self.at)
        }
        assert found, self.at
        return found


def policy(old: str, new: str, *at: str) -> Mistake:
    """A slip in the policy; by default it is on the first line of the new text."""
    return Mistake(old, new, at or (new.splitlines()[0],))


def cases(old: str, new: str, *at: str) -> Mistake:
    """A slip in the cases."""
    return Mistake(old, new, at or (new.splitlines()[0],), "cases")


_CARE_TEXT = """\
          The assistant explains how to water, prune and repot a plant,
          and says how often.
"""

MISTAKES = {
    # Indentation
    "block text not indented": policy(
        _CARE_TEXT, "        The assistant explains how to water a plant.\n"
    ),
    "block text of two lines not indented": policy(
        _CARE_TEXT,
        "        The assistant explains how to water,\n        and says how often.\n",
        "        The assistant explains",
        "        and says",
    ),
    "second line of a block not indented": policy(
        "          and says how often.\n", "      and says how often.\n"
    ),
    "an item one space too deep": policy(
        "      - id: plants.poison\n        title", "       - id: plants.poison\n         title"
    ),
    "the dash of an item one space too deep": policy(
        "      - id: plants.poison", "       - id: plants.poison"
    ),
    "an item one space too shallow": policy(
        "      - id: plants.poison\n        title", "     - id: plants.poison\n        title"
    ),
    "a key one space too deep": policy(
        "        style: warn-first\n        sev", "         style: warn-first\n        sev"
    ),
    "a key one space too shallow": policy("        severity: high", "       severity: high"),
    "a key four spaces too deep": policy("        severity: high", "            severity: high"),
    "the first key too deep": policy("  id: garden-shop", "   id: garden-shop"),
    "the last key too shallow": policy("    must_not:", "   must_not:"),
    "a tab before a key": policy("        severity: high", "\tseverity: high"),
    "tabs for all of the indentation": policy(
        "        severity: high", "\t\t\t\tseverity: high"
    ),
    "a tab after spaces": policy("        severity: high", "      \tseverity: high"),
    "no-break spaces for indentation": policy(
        "        severity: high", "    \u00a0\u00a0\u00a0\u00a0severity: high"
    ),
    "an ideographic space for indentation": policy(
        "  - Ask only when", "\u3000- Ask only when"
    ),
    "nested below a key with a value": policy(
        "        title: Poisonous plants\n",
        "        title: Poisonous plants\n          subtitle: Leaves\n",
        "          subtitle",
    ),
    "a list item below a text": policy(
        "        rationale: Most plants die of too much water.\n",
        "        rationale: Most plants die: \n        - of too much water\n",
        "        rationale: Most plants die",
    ),
    "the continuation of a text not indented": policy(
        "prompt: How often does a fern want water?", "prompt: How often\n          does a fern drink?",
        "          does a fern",
    ),
    # Colons and dashes
    "no space after a colon": policy("        style: comply", "        style:comply"),
    "no space after the colon of a number": policy("schema_version: 1", "schema_version:1"),
    "no space after the colon of a block": policy(
        "        text: >-\n", "        text:>-\n", "        text:>-"
    ),
    "no colon": policy("        style: warn-first", "        style warn-first"),
    "no colon after a list's key": policy(
        "        excludes:\n", "        excludes\n", "        excludes"
    ),
    "an equal sign for a colon": policy("        style: comply", "        style = comply"),
    "a semicolon for a colon": policy("        style: comply", "        style; comply"),
    "a full-width colon": policy("        style: comply", "        style：comply"),
    "a no-break space after a colon": policy("        style: comply", "        style:\u00a0comply"),
    "a no-break space after the last colon": policy(
        "            style: comply", "            style:\u00a0comply"
    ),
    "no space after a dash": policy("      - id: plants.poison", "      -id: plants.poison"),
    "no space after the dash of a text": policy("  - Ask only when", "  -Ask only when"),
    "no dash": policy("      - id: plants.poison", "        id: plants.poison"),
    "no dash before a text": policy("  - Ask only when", "  Ask only when"),
    "a star for a dash": policy("  - Ask only when", "  * Ask only when"),
    "a colon in a text": policy(
        "title: Poisonous plants", "title: Plants: poisonous", "        title: Plants:"
    ),
    "a colon in the second line of a text": policy(
        "rationale: Most plants die of too much water.",
        "rationale: Most plants\n          die early: of water.",
        "          die early",
    ),
    "a colon at the end of a text": policy(
        "title: Poisonous plants", "title: Plants that kill:", "        title: Plants that"
    ),
    "a stray dash": policy("        severity: high", "        - severity: high"),
    "a lone dash": policy(
        "        severity: high\n", "        severity: high\n        -\n", "        -"
    ),
    # Quotes and marks
    "an apostrophe in single quotes": policy(
        "title: Poisonous plants", "title: 'Don't eat'", "        title: 'Don"
    ),
    "a double quote never closed": policy(
        "title: Poisonous plants", 'title: "Poisonous plants', '        title: "'
    ),
    "a single quote never closed": policy(
        "title: Poisonous plants", "title: 'Poisonous plants", "        title: '"
    ),
    "a quote never closed in the last clause": policy(
        "title: Prices\n", 'title: "Prices\n', '        title: "'
    ),
    "a quote never closed before quoted text": policy(
        'version: "2.1.0"', 'version: "2.1.0', '  version: "'
    ),
    "a text that goes on after a quote": policy(
        "title: Poisonous plants", 'title: "Poisonous" plants', '        title: "'
    ),
    "a quote inside double quotes": policy(
        "title: Poisonous plants", 'title: "The "bad" plants"', '        title: "'
    ),
    "a backslash in double quotes": policy(
        "title: Poisonous plants", 'title: "C:\\plants\\data"', '        title: "'
    ),
    "an at sign first": policy("title: Prices", "title: @shop prices", "        title: @"),
    "a backtick first": policy("title: Prices", "title: `price` list", "        title: `"),
    "a per cent sign first": policy("title: Prices", "title: %5 off", "        title: %"),
    "a star first": policy("title: Prices", "title: **Prices** here", "        title: *"),
    "an alias by accident": policy("title: Prices", "title: *prices", "        title: *"),
    "an ampersand first": policy("title: Prices", "title: &c. and so on", "        title: &"),
    "an exclamation mark first": policy("title: Prices", "title: !important", "        title: !"),
    "a bracket first": policy("title: Prices", "title: [Draft] Prices", "        title: ["),
    "a brace first": policy("title: Prices", "title: {shop} prices", "        title: {"),
    "a bracket never closed": policy(
        "must: [name the hazard]", "must: [name the hazard", "    must: ["
    ),
    "a brace never closed": cases(
        'content: "How much is a grow lamp?"}', 'content: "How much is a grow lamp?"', "      - {role"
    ),
    "the wrong bracket": policy("must_not: [give doses]", "must_not: [give doses}", "    must_not"),
    "a comma missing in braces": cases("{role: user, content", "{role: user content", "      - {role"),
    "a hash in a text": policy("title: Prices", "title: Price #1", "        title: Price"),
    "a hash and a space in a text": policy(
        "rationale: Most plants die of too much water.",
        "rationale: Most plants in pot # 3 die of too much water.",
        "        rationale: Most",
    ),
    "a hash in the middle of a text of two lines": policy(
        "rationale: Most plants die of too much water.",
        "rationale: Most plants\n          in pot #3 die\n          of water.",
        "          in pot",
    ),
    "a line of a text that begins with a hash": policy(
        "rationale: Most plants die of too much water.",
        "rationale: Most plants in pot\n          #3 die.",
        "          #3",
    ),
    "an item of a list too deep": policy(
        "overrides: [plants.care]",
        "overrides:\n          - plants.care\n            - orders.price",
        "            - orders.price",
    ),
    "the only style's key with a capital": policy("        style: warn-first", "        Style: warn-first"),
    "an include without its dash": policy(
        "principles:\n", "include: shared/*.yaml\nprinciples:\n", "include"
    ),
    "a bullet for a dash": policy(
        "must: [name the hazard]", "must:\n      • name the hazard", "      •"
    ),
    "an arrow for the mark of a block": policy(
        "text: >-\n", "text: ->\n", "        text: ->"
    ),
    # Lines of other formats
    "a fence of a chat first": policy("schema_version: 1", "```yaml\nschema_version: 1"),
    "a fence of a chat last": policy(
        "the price without tax.\n", "the price without tax.\n```\n", "```"
    ),
    "dots for a part left out": policy(
        "  - id: orders\n", "  ...\n  - id: orders\n", "  ..."
    ),
    "the middle mark of a conflict": policy(
        "        severity: high\n", "        severity: high\n=======\n", "======="
    ),
    "the base mark of a conflict": policy(
        "        severity: high\n", "        severity: high\n||||||| 1a2b3c\n", "|||||||"
    ),
    "a comma after a quoted value": policy("style: warn-first", 'style: "warn-first",', '        style: "'),
    "slashes before a comment": policy(
        "        severity: high\n", "        // because of the dose\n        severity: high\n", "        //"
    ),
    "a comment of another language": policy(
        "        severity: high\n", "        <!-- the dose -->\n        severity: high\n", "        <!--"
    ),
    "an arrow for a colon": policy("        severity: high", "        severity -> high"),
    "another equal sign for a colon": policy("        severity: high", "        severity := high"),
    "a brace too much": cases("lamp?\"}", "lamp?\"}}", "      - {role"),
    "a comma missing at the end of a line": cases(
        '      - {role: user, content: "How much is a grow lamp?"}',
        '      - {\n          "role": "user"\n          "content": "How much?"\n        }',
        '          "role"',
    ),
    "styles in a list": policy("  warn-first:\n    outcome", "  - warn-first:\n    outcome"),
    # Dashes of lists of mappings
    "two dashes": policy("          - text: which", "          - - text: which"),
    "two dashes without a space": policy("          - text: which", "          -- text: which"),
    "the only item without its dash": policy("          - text: which", "          text: which"),
    "a dash before the first of several keys": policy(
        "  hazard plant: A plant that", "  - hazard plant: A plant that"
    ),
    # Marks of blocks
    "text beside the mark of a block": policy(
        "text: |\n          The assistant names", "text: | The assistant names", "        text: |"
    ),
    "a mark of a block with two dashes": policy(
        "rationale: >-\n", "rationale: >--\n", "        rationale: >"
    ),
    "a text with a colon below its key": policy(
        "text: >-\n          The assistant explains how to water, prune",
        "text:\n          The assistant explains: water, prune",
        "          The assistant explains: water",
    ),
    # Brackets and indentation
    "a bracket of two lines never closed": policy(
        "overrides: [plants.care]", "overrides: [plants.care,\n          orders.price", "        overrides:"
    ),
    "two commas in brackets": policy("[give doses]", "[give doses,, or sell]", "    must_not: ["),
    "a key below a block one space too deep": policy(
        "        excludes:\n", "         excludes:\n"
    ),
    # Structure
    "a duplicate key": policy(
        "        severity: high\n", "        severity: high\n        severity: medium\n",
        "        severity: medium",
    ),
    "a merge conflict": policy(
        "        severity: high\n",
        "<<<<<<< HEAD\n        severity: high\n=======\n        severity: low\n>>>>>>> other\n",
        "<<<<<<<", "=======", ">>>>>>>",
    ),
    "a merge conflict with its base": policy(
        "          Doses help nobody who wants to keep a plant.\n",
        "<<<<<<< HEAD\n          Doses help nobody.\n||||||| 1a2b3c\n          Doses help.\n"
        "=======\n          Doses harm.\n>>>>>>> other\n",
        "<<<<<<<",
    ),
    "clauses outside of a category": policy(
        POLICY[POLICY.index("categories:") :],
        "clauses:\n"
        + POLICY[POLICY.index("      - id: plants.care") : POLICY.index("  - id: orders\n")]
        + POLICY[POLICY.index("      - id: orders.price") :],
        "clauses:",
    ),
    "an id with another prefix": policy("id: plants.poison", "id: plant.poison", "      - id: plant."),
    "an id with a space": policy("id: plants.poison", "id: plants poison", "      - id: plants "),
    "an id with a capital": policy("id: plants.poison", "id: plants.Poison", "      - id: plants.P"),
    "no id": policy(
        "      - id: plants.poison\n        title", "      - title", "      - title: Poisonous"
    ),
    "an unknown style": policy("style: warn-first", "style: warnfirst", "        style: warnf"),
    "a style of no": policy("        style: warn-first", "        style: no"),
    "a severity that is a number": policy("        severity: high", "        severity: 3"),
    "an unquoted version": policy('version: "2.1.0"', "version: 2.1", "  version: 2.1"),
    "a misspelt key": policy("        rationale: Most", "        rational: Most"),
    "a list for a text": policy(
        "        rationale: Most", "        rationale:\n          - Most",
        "        rationale:\n", "          - Most",
    ),
    "a text for a list": cases("clauses: [plants.care]", "clauses: plants.care", "    clauses: pl"),
    "an unknown clause in a case": cases("[orders.price]", "[orders.prices]", "    clauses: [orders"),
    "a kind that is misspelt": cases("kind: near-miss", "kind: nearmiss", "    kind: nearmiss"),
    "a question with a colon": cases(
        "prompt: My fern droops. What now?", "prompt: Hello: my fern droops.", "    prompt: Hello"
    ),
    "a case without its dash": cases("  - id: lily-cat", "    id: lily-cat"),
    "a case with no dash but two spaces": cases("  - id: lily-cat", "  id: lily-cat"),
    "a curly quote around a value": policy(
        "style: warn-first", "style: “warn-first”", "        style: “"
    ),
    "a byte order mark": policy("schema_version: 1", "\ufeffschema_version: 1", "schema_version"),
    "an empty file": Mistake(POLICY, "", ("",)),
}  # fmt: skip
