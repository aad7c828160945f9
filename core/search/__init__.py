"""The query language: text to syntax tree. Pure; each store compiles the tree, and knows which keys it can answer.

    query      = either ;
    either     = all { "OR" all } ;
    all        = one { [ "AND" ] one } ;
    one        = { "!" | "-" | "NOT" } ( "(" either ")" | condition ) ;
    condition  = [ key ":" ] [ ">" | ">=" | "<" | "<=" | "=" ] value ;
    value      = word | '"' text '"' | "[" value { "," value } "]" ;

`key:value` asks for a field or a tag, a value alone for text. `*` stands for any characters, `\\*` for a star. What
Sentry's language says means the same here; AND, OR and brackets, other than there, work across all keys.
"""

from core.search.parser import MAX_CONDITIONS, MAX_DEPTH, MAX_LENGTH, MAX_STARS, parse
from core.search.tree import And, Condition, InvalidQuery, Node, Not, Operator, Or, Pattern, conditions, pattern_of

__all__ = [
    "MAX_CONDITIONS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_STARS",
    "And",
    "Condition",
    "InvalidQuery",
    "Node",
    "Not",
    "Operator",
    "Or",
    "Pattern",
    "conditions",
    "parse",
    "pattern_of",
]
