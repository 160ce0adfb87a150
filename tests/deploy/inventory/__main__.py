"""What stands in an account, each kind of resource asked of its own service: never of CloudFormation, never of
Terraform. Runs in the emulators' own Python; reads what to ask on its standard input and answers in JSON.

A kind's reader answers names with descriptions. A name is what the resource is called in a template (`name_of` of
read_back.py says the same), a description is the service's own words, and `Ref` and attributes such as `Arn` beside
them where others refer to these.
"""

import json
import sys

# Each of these tells its readers.
import access  # noqa: F401
import entrance  # noqa: F401
import events  # noqa: F401
import network  # noqa: F401
import stores  # noqa: F401
import watch  # noqa: F401
import workloads  # noqa: F401
from account import Account
from readers import READERS


def main():
    asked = json.load(sys.stdin)
    found, faults, places = {}, [], {}
    for kind, regions in asked["kinds"].items():
        for region in regions:
            at = places.setdefault(region, Account(asked, region))
            try:
                found.setdefault(kind, {})[region] = READERS[kind](at)
            except KeyError as fault:
                faults.append(f"{kind} in {region}: the answer lacks {fault}" if kind in READERS else f"{kind}: nobody reads it back")
            except Exception as fault:
                faults.append(f"{kind} in {region}: {fault}")
    json.dump({"found": found, "faults": faults}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
