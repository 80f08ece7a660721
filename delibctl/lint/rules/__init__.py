"""One rule to a file. A docstring says what, why, what fails, what passes, and how to mend it.

An example with `clauses` shows those of the first category of this policy, which is then its
only one, and what else it shows belongs to the policy. One that shows only `cases.yaml` stands
beside it:

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
