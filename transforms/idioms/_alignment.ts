export { alignedLines, dedentedLines } from '#transform'
