"""The readers of all kinds, by the kind's name in templates."""

READERS = {}


def reader(kind):
    def keep(function):
        READERS[kind] = function
        return function

    return keep


def listed(kind, service, verb, path, key, **more):
    """A kind whose list says everything already. `more`: attributes by the names in the list."""
    def read(at):
        found = {}
        for each in at.every(service, verb, path):
            told = each if isinstance(each, dict) else {}
            found[each if key is None else each[key]] = told | {name: told.get(other) for name, other in more.items()}
        return found

    READERS[kind] = read
