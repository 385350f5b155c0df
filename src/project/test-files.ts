/** Folders and names that test runners look into, and what lies beside the tests for them. */
const TESTS = /(?:^|\/)tests?\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests|conftest)\.py$/

/** Whether a file holds tests, by its path in the project: what is only wrong where the program itself runs is not told of there. */
export function isTestFile(path: string): boolean {
  return TESTS.test(path)
}
