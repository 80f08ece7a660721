"""Random git repositories with policies in them, all that people do to files included."""

import json
import os
import random
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

IDENTITY = (
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.org",
    "-c",
    "protocol.file.allow=always",
)
FOLDERS = ("", "rules", "a b", "sh [1]", "ünï/tief", "deep/er", "{x}", "q'uote")
FILES = ("a.yaml", "b [x].yaml", "Ü ñ.yaml", "UP.YAML", "c.yml", "d.YmL", "-e.yaml", "f*.yaml")


def git(folder: Path, *arguments: str) -> str:
    """Run git as a stranger to the configuration of this machine, and return its output."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    done = subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True, env=environment
    )
    return done.stdout.decode()


def clause_file(name: str) -> str:
    """A fragment of one category, named after itself."""
    return (
        f"categories:\n  - id: {name}\n    title: T\n    summary: About {name}.\n    clauses:\n"
        f"      - {{id: {name}.x, title: X, style: comply, text: Explain {name} fully.}}\n"
    )


def policy_file(name: str, include: list[str], cases: list[str]) -> str:
    """A policy with one category of its own."""
    lists = "".join(
        f"{key}:\n" + "".join(f"  - {json.dumps(entry)}\n" for entry in entries)
        for key, entries in (("include", include), ("cases", cases))
        if entries
    )
    head = f'schema_version: 1\npolicy: {{id: {name}, version: "1.0.0", title: T}}\n'
    return head + lists + clause_file(f"{name}-own")


def case_file(name: str, policy: str) -> str:
    """A file of one case of a policy's own clause."""
    return (
        f"schema_version: 1\ncases:\n  - {{id: {name}, prompt: Tell me., kind: direct, "
        f"clauses: [{policy}-own.x]}}\n"
    )


@dataclass
class RandomRepository:
    """A repository with one commit. `policies`: each id with its file, categories and cases."""

    root: Path
    policies: dict[str, tuple[str, set[str], set[str]]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)


class Maker:
    """Makes a repository by a seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.made = RandomRepository(root=folder / "repo")
        self.number = 0
        self.checkout = self.random.choice(("whole", "whole", "sparse", "linked"))

    def make(self) -> RandomRepository:
        root = self.made.root
        root.mkdir(parents=True)
        git(root, "init", "-q", "-b", "main")
        if self.random.random() < 0.3:
            self._submodule()
        for index in range(self.random.randint(1, 3)):
            self._policy(f"p{index}")
        self._surroundings()
        self._line_ends()
        git(root, "add", "--all")
        git(root, "commit", "-qm", "one")
        if "line ends" in self.made.traits:
            git(root, "rm", "-rq", "--cached", ".")
            git(root, "reset", "-q", "--hard")
        self._checkout()
        return self.made

    def _write(self, name: str, text: str) -> None:
        path = self.made.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="\n")

    def _policy(self, name: str) -> None:
        folder = f"{self.random.choice(FOLDERS)}/{name}".lstrip("/")
        categories = {f"{name}-own"}
        include = [
            self._fragment(name, folder, categories) for _ in range(self.random.randint(0, 3))
        ]
        cases, named = self._cases(name, folder)
        file = f"{folder}/{self.random.choice(('policy.yaml', 'POLICY.YML', 'my policy.Yaml'))}"
        text = policy_file(name, include, named)
        if self.random.random() < 0.2:
            # A linked policy names files from the folder of the link.
            self.made.traits.append("linked policy")
            self._write(f"store/{name}/policy-{name}.yaml", text)
            link = self.made.root / file
            link.parent.mkdir(parents=True, exist_ok=True)
            target = os.path.relpath(
                self.made.root / f"store/{name}/policy-{name}.yaml", link.parent
            )
            link.symlink_to(target)
        else:
            self._write(file, text)
        self.made.policies[name] = (file, categories, cases)

    def _fragment(self, policy: str, folder: str, categories: set[str]) -> str:
        """Write a fragment, or several, and return the entry of `include` that names them."""
        self.number += 1
        place = f"{self.random.choice(FOLDERS[1:])}/shared-{policy}-{self.number}"
        file = f"{place}/{self.random.choice(FILES)}"
        category = f"{policy}-f{self.number}"
        categories.add(category)
        kind = self.random.choice(("file", "file", "link", "folder link", "glob", "all", "chain"))
        up = "../" * (folder.count("/") + 1)
        if kind in ("link", "chain"):
            target = f"store/{category}.yaml"
            self._write(target, clause_file(category))
            self._link(
                file, target, absolute=self.checkout != "linked" and self.random.random() < 0.3
            )
            if kind == "chain":
                self._link(f"{place}/chain.yaml", file)
                file = f"{place}/chain.yaml"
        elif kind == "folder link":
            self._write(f"store/{category}/{Path(file).name}", clause_file(category))
            self._link(place, f"store/{category}")
        else:
            self._write(file, clause_file(category))
        self.made.fragments.append(file)
        self.made.traits.append(kind)
        if kind == "glob":
            other = f"{category}-2"
            self._write(f"{place}/z.yaml", clause_file(other))
            self._write(f"{place}/{Path(file).name}", clause_file(category))
            categories.add(other)
            return f"{up}{place}/*.y*"
        if kind == "all":
            return f"{up}{place}/**"
        return f"{up}{file}"

    def _link(self, name: str, target: str, *, absolute: bool = False) -> None:
        path = self.made.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        whole = self.made.root / target
        path.symlink_to(whole if absolute else os.path.relpath(whole, path.parent))

    def _cases(self, policy: str, folder: str) -> tuple[set[str], list[str]]:
        kind = self.random.choice(("none", "beside", "capitals", "folder", "named"))
        name = {
            "beside": "cases.yaml",
            "capitals": "CASES.YML",
            "folder": "cases/one.yaml",
            "named": "my [cases]/one.yaml",
        }.get(kind)
        if name is None:
            return set(), []
        case = f"{policy}-case"
        self._write(f"{folder}/{name}", case_file(case, policy))
        return {case}, [name] if kind == "named" else []

    def _surroundings(self) -> None:
        """Write what is of no policy: folders of packages, ignored files, links to nothing."""
        other = policy_file("other", [], [])
        self._write("node_modules/x/policy.yaml", other)
        self._write("env/pyvenv.cfg", "")
        self._write("env/lib/policy.yaml", other)
        self._write(".hidden/policy.yaml", other)
        self._write("build/policy.yaml", other)
        self._write(".gitignore", "build/\n")
        self._write("chart/values.yaml", "a: {{ .Values }}\n")
        if self.random.random() < 0.5:
            (self.made.root / "lost.yaml").symlink_to("nowhere.yaml")
            (self.made.root / "loop").symlink_to(".")
            (self.made.root / "out").symlink_to(self.folder)

    def _line_ends(self) -> None:
        if self.random.random() < 0.4:
            self.made.traits.append("line ends")
            attributes = self.random.choice(("* text=auto\n", "*.yaml text eol=crlf\n"))
            self._write(".gitattributes", attributes)
            git(self.made.root, "config", "core.autocrlf", "true")

    def _submodule(self) -> None:
        self.made.traits.append("submodule")
        inner = self.folder / "inner"
        inner.mkdir()
        git(inner, "init", "-q", "-b", "main")
        (inner / "policy.yaml").write_text(policy_file("inner", [], []))
        git(inner, "add", ".")
        git(inner, "commit", "-qm", "inner")
        git(self.made.root, "submodule", "--quiet", "add", str(inner), "sub module")
        self.made.policies["inner"] = ("sub module/policy.yaml", {"inner-own"}, set())

    def _checkout(self) -> None:
        """Leave files out of the working tree, or take another one."""
        root = self.made.root
        if self.checkout == "sparse":
            self.made.traits.append("sparse")
            patterns = ("/*", "!/store/", "!/rules/", "!shared-p0-1/", "!UP.YAML")
            git(root, "sparse-checkout", "set", "--no-cone", *patterns)
        elif self.checkout == "linked" and "submodule" not in self.made.traits:
            self.made.traits.append("linked working tree")
            git(root, "worktree", "add", "-q", str(self.folder / "tree"))
            self.made.root = self.folder / "tree"
