export { overloadingLibrary } from '#transform'
