"""Saves of files: what the system tells of them, and what stops once there is one."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from delibctl.errors import DelibctlError, Superseded

T = TypeVar("T")

_SUFFIXES = {".yaml", ".yml", ".jsonl"}
_NAMES = {"delibctl.toml", "pyproject.toml"}
#: Milliseconds after which the watcher looks whether it is still wanted; our own number.
_LOOK = 200


class FileWatcher:
    """Watches folders, not files: most editors put a new file in the place of the old one."""

    def __init__(self) -> None:
        self._folders: frozenset[Path] = frozenset()
        self._seen: dict[Path, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._saved = threading.Event()
        self._end = threading.Event()
        self._stop: Callable[[], object] = lambda: None

    def watch(self, folders: Iterable[Path]) -> bool:
        """Watch these folders as well; whether any of them is new. Raises DelibctlError."""
        wanted = self._folders | {folder.resolve() for folder in folders if folder.is_dir()}
        if wanted == self._folders:
            return False
        end, ready = threading.Event(), threading.Event()
        failed: list[Exception] = []
        threading.Thread(target=self._run, args=(wanted, end, ready, failed), daemon=True).start()
        ready.wait()
        if failed:
            raise DelibctlError(
                f"cannot watch the folder of the policy: {failed[0]}",
                next="raise the system's limit of watched files, or probe without --watch",
            )
        self._end.set()
        with self._lock:
            self._folders, self._end = wanted, end
        return True

    def begin(self) -> None:
        """What is saved from now on is new."""
        with self._lock:
            self._saved.clear()
            self._seen = self._files()

    def wait(self) -> list[str]:
        """Wait for a save; the names of the files."""
        # Without a limit, Ctrl-C would not get through on every system.
        while not self._saved.wait(0.5):
            pass
        return sorted({path.name for path, _ in self._files().items() ^ self._seen.items()})

    async def until_saved(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` comes to. Raises Overtaken if a file is saved before it has ended."""
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
        self._stop = lambda: loop.call_soon_threadsafe(task.cancel)
        if self._saved.is_set():
            task.cancel()
        try:
            return await task
        except asyncio.CancelledError:
            this = asyncio.current_task()
            # Ctrl-C cancels this task as well, and wins.
            if self._saved.is_set() and not (this and this.cancelling()):
                raise Superseded from None
            raise
        finally:
            self._stop = lambda: None

    def close(self) -> None:
        """Watch no more."""
        self._end.set()

    def _run(
        self,
        folders: frozenset[Path],
        end: threading.Event,
        ready: threading.Event,
        failed: list[Exception],
    ) -> None:
        # Only a watch needs it.
        from watchfiles import watch

        try:
            for changes in watch(
                *folders,
                watch_filter=lambda _change, path: _is_watched(Path(path)),
                stop_event=end,
                rust_timeout=_LOOK,
                yield_on_timeout=True,  # the first one says that the folders are watched
                raise_interrupt=False,
                recursive=False,
            ):
                ready.set()
                if changes:
                    self._tell()
        except Exception as error:
            failed.append(error)
        finally:
            ready.set()

    def _tell(self) -> None:
        """Say so, once; what was only read again is no save."""
        with self._lock:
            if self._saved.is_set() or self._files() == self._seen:
                return
            self._saved.set()
        with suppress(RuntimeError):  # the loop has just ended
            self._stop()

    def _files(self) -> dict[Path, tuple[int, int]]:
        """Every file that may be part of a policy, with when it was written and how long it is."""
        found = {}
        for folder in self._folders:
            with suppress(OSError):
                for path in filter(_is_watched, folder.iterdir()):
                    with suppress(OSError):
                        state = path.stat()
                        found[path] = state.st_mtime_ns, state.st_size
        return found


def _is_watched(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix in _SUFFIXES or path.name in _NAMES)
