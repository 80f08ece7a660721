"""The file is one document of reasonable size and depth.

Why: Larger or deeper files are mistakes or attacks.

Fails:

    definitions: {harm: one}
    ---
    definitions: {hurt: two}

Passes:

    definitions:
      harm: one

Fix: split the policy into fragments listed under `include`.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML006", check=problems("resource-limit"))
