"""Phrases of statements about a rule: for what it holds, and for what it does not."""

from delibctl.compare.wording.vocabulary import phrase_list

#: A statement that nothing hangs on a circumstance.
CONCEDING = phrase_list(
    "change nothing|changes nothing|make no difference|makes no difference|does not matter|"
    "do not matter|is no excuse|are no excuse|is irrelevant|are irrelevant|changes little|"
    "does not change this|does not change that|no matter|does not lift this|do not lift this"
)
EXCUSING = phrase_list(
    "make it fine|makes it fine|make it acceptable|makes it acceptable|makes it okay|makes it ok|"
    "makes it safe|make it safe|is enough|are enough|suffices|suffice|is sufficient|are sufficient|"
    "justifies it|excuses it|makes this fine|makes that fine|makes it allowed|"
    "makes it permissible|changes everything|counts as approval|counts as consent"
)

#: Statements that a rule does, or does not, extend to something.
EXCLUDING = phrase_list(
    "do not count|does not count|are left out|is left out|are excluded|is excluded|"
    "is outside this rule|are outside this rule|is outside this|are outside this|"
    "do not apply|does not apply|does not cover|do not cover|is out of scope|are out of scope|"
    "is exempt|are exempt|is not included|are not included|falls outside|fall outside|"
    "is not covered|are not covered|does not include|do not include|is not meant|are not meant|"
    "is not considered|are not considered|does not extend to|may be ignored|can be ignored"
)
INCLUDING = phrase_list(
    "also counts|also count|counts too|count too|is included|are included|is covered|are covered|"
    "also applies|also apply|applies to|apply to|also covers|also includes|counts as well|"
    "count as well|extends to|extend to|is no exception|are no exception|"
    "treated the same|treated alike|treated likewise|falls under this|fall under this|"
    "held to the same|the same goes for|the same applies to|the same holds for|no different|"
    "this holds for|that holds for|holds as well|this applies|this goes for|the same is true|"
    "is forbidden too|are forbidden too|is refused too|are refused too"
)
