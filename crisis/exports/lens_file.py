"""The lens as TOML: what an export was made through, to be read again."""

import json
import tomllib

from crisis.tables.view import View


def write(view: View) -> bytes:
    """The lens of a view, days filled in: one line a field, as an address has it; what is not chosen is left out."""
    lines = ["# The lens of this export: values as in an address, countries and issues by id."]
    lines += [f"{name} = {json.dumps(values, ensure_ascii=False)}" for name, values in view.lens.params().items()]
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes) -> dict[str, list[str]]:
    """Parameters of a lens, for `crisis.model.lens.Lens.from_params`.

    Raises
    ------
    ValueError
        If it is not TOML of text lists.
    """
    found = tomllib.loads(data.decode())
    if not all(isinstance(values, list) and all(isinstance(one, str) for one in values) for values in found.values()):
        raise ValueError("a lens holds lists of text")
    return found
