"""Coverage for programs."""

from delibctl.report.render_options import RenderOptions
from delibctl.score.coverage import Coverage
from delibctl.text.escape import as_json


def render(coverage: Coverage, _options: RenderOptions) -> str:
    """Render one document; `cited` is null without a run."""
    policy, share = coverage.policy, coverage.covered
    return as_json(
        {
            "schema_version": 1,
            "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
            "least": coverage.least,
            "covered": {"hits": share.hits, "total": share.total},
            "expect_no_clause": coverage.none,
            "runs": coverage.runs,
            "clauses": [
                {
                    "id": clause.clause,
                    "category": clause.category,
                    "cases": {str(kind): count for kind, count in clause.cases.items() if count},
                    "counted": clause.counted,
                    "drafts": clause.drafts,
                    "cited": clause.cited if coverage.runs else None,
                }
                for clause in coverage.clauses
            ],
        }
    )
