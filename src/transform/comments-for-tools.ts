/** Whether a text holds a comment that tells a tool something about the very line that it stands on. */
export function isForTools(text: string): boolean {
  return /#\s*(?:noqa|type:|pyright:|mypy:|ruff:|pylint:|pragma|fmt:|nosec)/i.test(text)
}
