"""The file watcher: it notices saved files, and stops the work that they supersede."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from delibctl.edge.files.real_path import real_path
from delibctl.errors import DelibctlError, Superseded

T = TypeVar("T")

_SUFFIXES = {".yaml", ".yml", ".jsonl"}
_NAMES = {"delibctl.toml", "pyproject.toml"}
#: Milliseconds after which the watcher checks if it is still needed; we chose this number.
_CHECK_INTERVAL = 200


class FileWatcher:
    """Watches folders, not files: most editors replace a file by a new one."""

    def __init__(self) -> None:
        self._folders: frozenset[Path] = frozenset()
        self._seen: dict[Path, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._saved = threading.Event()
        self._end = threading.Event()
        self._stop: Callable[[], object] = lambda: None

    def watch(self, folders: Iterable[Path]) -> bool:
        """Watch further folders; return True if any is new. Raises DelibctlError on failure."""
        watched = self._folders | {real_path(folder) for folder in folders if folder.is_dir()}
        if watched == self._folders:
            return False
        end, ready = threading.Event(), threading.Event()
        failed: list[Exception] = []
        threading.Thread(target=self._run, args=(watched, end, ready, failed), daemon=True).start()
        ready.wait()
        if failed:
            raise DelibctlError(
                f"cannot watch the folder of the policy: {failed[0]}",
                next="raise the system's limit of watched files, or probe without watching",
            )
        self._end.set()
        with self._lock:
            self._folders, self._end = watched, end
        return True

    def begin(self) -> None:
        """Forget earlier saves: only those from now on count."""
        with self._lock:
            self._saved.clear()
            self._seen = self._files()

    def wait(self) -> list[str]:
        """Wait for a save and return the names of the saved files."""
        # Without a limit, Ctrl-C would not get through on every system.
        while not self._saved.wait(0.5):
            pass
        return sorted({path.name for path, _ in self._files().items() ^ self._seen.items()})

    async def until_saved(self, work: Coroutine[Any, Any, T]) -> T:
        """Return the result of `work`. Raises Superseded if a file is saved before it has ended."""
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
        self._stop = lambda: loop.call_soon_threadsafe(task.cancel)
        if self._saved.is_set():
            task.cancel()
        try:
            return await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            # Ctrl-C cancels this task as well, and takes precedence.
            if self._saved.is_set() and not (current and current.cancelling()):
                raise Superseded from None
            raise
        finally:
            self._stop = lambda: None

    def close(self) -> None:
        """Stop watching."""
        self._end.set()

    def _run(
        self,
        folders: frozenset[Path],
        end: threading.Event,
        ready: threading.Event,
        failed: list[Exception],
    ) -> None:
        # Loaded late: only watching needs it.
        from watchfiles import watch

        try:
            for changes in watch(
                *folders,
                watch_filter=lambda _change, path: _is_watched(Path(path)),
                stop_event=end,
                rust_timeout=_CHECK_INTERVAL,
                yield_on_timeout=True,  # the first one says that the folders are watched
                raise_interrupt=False,
                recursive=False,
            ):
                ready.set()
                if changes:
                    self._notice()
        except Exception as error:
            failed.append(error)
        finally:
            ready.set()

    def _notice(self) -> None:
        """Report a save, once; a file that was only read is unchanged."""
        with self._lock:
            if self._saved.is_set() or self._files() == self._seen:
                return
            self._saved.set()
        with suppress(RuntimeError):  # the loop has just ended
            self._stop()

    def _files(self) -> dict[Path, tuple[int, int]]:
        """Return the time and size of every file that may be part of a policy."""
        states = {}
        for folder in self._folders:
            with suppress(OSError):
                for path in filter(_is_watched, folder.iterdir()):
                    with suppress(OSError):
                        state = path.stat()
                        states[path] = state.st_mtime_ns, state.st_size
        return states


def _is_watched(path: Path) -> bool:
    return not path.name.startswith(".") and (
        path.suffix.lower() in _SUFFIXES or path.name in _NAMES
    )
