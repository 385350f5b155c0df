import { type Context, isChosen, type Node } from '#transform'

/** Skips the site where the code around it chooses by the release of Django. */
export function leaveChosen(context: Context, node: Node): void {
  if (isChosen(node))
    context.skip('the code around it chooses by version: keep the branch for the newer Django')
}
