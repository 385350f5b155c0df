/**
 * A table that is asked for words of the code: what every object has (`constructor`, `toString`) is not in it.
 * @param rows become the table
 */
export function table<Row>(rows: Readonly<Record<string, Row>>): Readonly<Record<string, Row>> {
  return Object.setPrototypeOf(rows, null)
}
