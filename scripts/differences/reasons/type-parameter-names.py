# title: A type parameter can be asked for its name
# codes: UP049
# What was `_T` before its function became generic stays `_T`, in error messages and for those who look.
def before[_T](x: _T) -> _T:
    return x


def after[T](x: T) -> T:
    return x


print(before.__type_params__, after.__type_params__)
