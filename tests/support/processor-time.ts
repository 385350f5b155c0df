/** Milliseconds of processor time that `run` takes: unlike the time by the clock the same on a busy machine. */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
