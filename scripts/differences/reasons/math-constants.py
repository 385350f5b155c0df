# title: A number that is nearly pi is another number
# codes: FURB152
import math

print(3.1415 * 2, math.pi * 2, 3.1415 == math.pi)
