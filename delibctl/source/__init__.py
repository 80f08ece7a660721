"""Reading YAML and JSON with positions, and validating its shape.

Only this package imports ruamel.yaml and jsonschema.
"""

from delibctl.source.document import Document, Path, Problem, forget_documents, read
from delibctl.source.lines import Edit, Lines, edited, edited_by
from delibctl.source.nodes import Scalar
from delibctl.source.packaged import SCHEMA_NAMES, schema_bytes
from delibctl.source.schema import Violation, violations

__all__ = [
    "SCHEMA_NAMES",
    "Document",
    "Edit",
    "Lines",
    "Path",
    "Problem",
    "Scalar",
    "Violation",
    "edited",
    "edited_by",
    "forget_documents",
    "read",
    "schema_bytes",
    "violations",
]
