import { ancestorsOf, type Context, field, type Node } from '#transform'

/** Skips what happens only where somebody asks for it: `if not verify:`. */
export function heedOption(context: Context, site: Node): void {
  for (const up of ancestorsOf(site)) {
    if (/^(?:function_definition|class_definition)$/.test(up.type)) return
    const condition = up.type === 'conditional_expression' ? up.namedChildren[1] : field(up, 'condition')
    const words = (condition?.text ?? '').replaceAll(/(["']).*?\1|_create_unverified_context/g, '')
    if (/verif|valid|insecure|unsafe|trust|check_?host|cert|ssl_?(?:no|off)/i.test(words))
      context.skip('this is done only where an option asks for it: decide whether there should be one')
  }
}
