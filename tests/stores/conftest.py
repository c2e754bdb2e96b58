"""Workbooks made by another program, and altered part by part."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from crisis import stores
from crisis.model.problems import CaseError
from crisis.model.records import columns
from crisis.stores import csv_folder

TOY = {"positions": ["p1 stance=-2", "p2 said_on=2022-02-26"], "events": ["e1 title='Scholz goes'"]}


@pytest.fixture
def workbook_file(tmp_path, folder) -> Callable[..., Path]:
    """The writer of workbooks: lines a table, then whatever ``edit`` does to the book of openpyxl."""

    def write(edit: Callable[[openpyxl.Workbook], object] = lambda _: None, **lines) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        book.create_sheet("settings").append(["setting", "value"])
        book["settings"].append(["title", "Toy"])
        for name, table in csv_folder.read(folder(**(lines or TOY)), "toy").tables.items():
            sheet = book.create_sheet(name)
            sheet.append([*columns(name)])
            for cells in zip(*(table.columns[column].cells() for column in columns(name)), strict=True):
                sheet.append([text or None for text in cells])
        edit(book)
        path = tmp_path / "toy.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def repacked() -> Callable[..., Path]:
    """A workbook with some of its parts replaced; a function alters what is there, ``None`` takes it away."""

    def alter(path: Path, parts: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> Path:
        with zipfile.ZipFile(path) as archive:
            whole = {name: archive.read(name) for name in archive.namelist()}
        for name, content in parts.items():
            new = content(whole[name]) if callable(content) else content
            whole[name] = new  # type: ignore[assignment]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in whole.items():
                if data is not None:
                    archive.writestr(name, data)
        return path

    return alter


@pytest.fixture(scope="session")
def told() -> Callable[..., list[str]]:
    """What the check says of a path of any store, shown as its own name."""

    def check(path: Path) -> list[str]:
        try:
            stores.open_case(path, path.name)
        except CaseError as error:
            return str(error).splitlines()
        return []

    return check


@pytest.fixture(scope="session")
def column_of() -> Callable[[str, str], int]:
    """Number of a column of a table, from 1."""
    return lambda table, name: [*columns(table)].index(name) + 1
