"""An empty case to begin with, as a folder: settings with comments, six CSV files with examples, the codebook."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from crisis.exports import codebook, csv_file, example_case, saving
from crisis.model.records import TABLES, columns
from crisis.model.settings import FILE, Settings

README = "README.md"


def files() -> dict[str, bytes]:
    """Every file of a template folder by name.

    Returns
    -------
    dict
        ``case.toml``, each setting under its meaning; one CSV a table, its header and three invented rows that pass the
        check as they are; ``README.md``, what to do and the whole codebook, because CSV holds no comments.
    """
    tables = {f"{name}.csv": csv_file.write(example_frame(name)) for name in TABLES}
    return {FILE: _settings().encode(), **tables, README: _readme().encode()}


def example_frame(table: str) -> pd.DataFrame:
    """The example rows of a table as text, columns in their order."""
    return pd.DataFrame(example_case.rows(table), columns=[*columns(table)], dtype="str")


def save_folder(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a folder aside and move it to its place, so that no half of it is ever left.

    Parameters
    ----------
    path
        Where to; nothing may be there.
    parts
        Contents by file name.

    Raises
    ------
    SaveError
        If something is there already, the folder above is missing or may not be written to, or the disk is full.
    """
    saving.check(path)
    try:
        aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".part"))
    except OSError as error:
        reason = f"‘{path.parent}’ cannot be written to ({error.strerror}); choose another folder."
        raise saving.SaveError(reason) from error
    try:
        for name, data in parts.items():
            with (aside / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        aside.chmod(0o755)
        aside.rename(path)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise saving.SaveError(f"‘{path}’ cannot be written ({error.strerror}); nothing was left behind.") from error


def _settings() -> str:
    """TOML of the example settings; tables of settings stand last, as TOML wants it."""
    plain = [f"# Settings of the case. What stands behind a # is a remark. {README} explains the tables.", ""]
    tables = []
    for name, value in example_case.SETTINGS.model_dump().items():
        told = f"# {Settings.model_fields[name].description}"
        if isinstance(value, Mapping):
            entries = [f"{json.dumps(one)} = {_quoted(why)}" for one, why in value.items()]
            tables += [told, f"[{name}]", *entries, ""]
        else:
            plain += [told, f"{name} = {_quoted(value)}", ""]
    return "\n".join([*plain, *tables]).rstrip("\n") + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _readme() -> str:
    lines = [
        "# A case of your own",
        "",
        "Every table holds three invented rows. They show how a row is coded, and how rows refer to each other by "
        "their ids. Write yours in their place and keep the headers.",
        "",
        f"1. Say in `{FILE}` what the case is about.",
        "2. Begin with `sources.csv`, `actors.csv` and `issues.csv`; all other tables refer to them.",
        "3. A table you have nothing for keeps its header alone.",
        "4. A program for tables must not turn ids and dates into numbers or days: import every column as text, and "
        "save as CSV, UTF-8, with commas.",
        "5. `crisis check FOLDER` finds every mistake by file and line, `crisis run FOLDER` opens the desk.",
        "",
        "The codebook says what every column means and may hold.",
        "",
    ]
    return "\n".join(lines) + "\n" + codebook.markdown().replace("\n#", "\n##").replace("# ", "## ", 1)
