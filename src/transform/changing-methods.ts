/** Methods of lists, dictionaries and sets that change them, as alternatives of a pattern. */
export const CHANGING_METHODS =
  'append|extend|insert|add|update|setdefault|pop|popitem|remove|discard|clear|sort|reverse|appendleft|popleft|extendleft'
