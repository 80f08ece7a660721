"""One rule per file. Its docstring says what, why, what fails, what passes, and how to fix it.

The examples are parts of the policy below. `clauses` replaces the clauses of the first category
and removes the second category; other keys are added to the policy. An example that shows only
`cases.yaml` is a cases file beside it:

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Refunds are explained.
        clauses:
          - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - id: access
        title: Access
        summary: Accounts are protected.
        clauses:
          - {id: access.reset, title: Reset, style: comply, text: Explain how to reset.}
"""
