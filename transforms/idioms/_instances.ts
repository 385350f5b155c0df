export { isInstanceOf, isPath } from '#transform'
