import picocolors from 'picocolors'

/** The colours that output uses. */
export interface Palette {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
}

/** The palette, or undefined for no colours. */
export function paletteOf(isColored: boolean): Palette | undefined {
  return isColored ? picocolors.createColors(true) : undefined
}
