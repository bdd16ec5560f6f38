"""Turns tokens and a style into samples: the model, loaded once, shared by all threads."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from boyin.engines.kokoro.graph import REWRITTEN_SHA256
from boyin.engines.kokoro.model import OWN_MODEL, own_model, shipped_model
from boyin.ground.errors import EngineError
from boyin.ground.inputs import note_input
from boyin.sound.samples import Samples

INPUTS = {"tokens": "tensor(int64)", "style": "tensor(float)", "speed": "tensor(float)"}


class Session:
    """One model. It is loaded by the first run; `digest` alone loads nothing.

    own: a model file of the user's; else the environment's; else the published one.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._own = own or own_model()
        self._lock = threading.Lock()
        self._load_lock = threading.Lock()
        """Held until the model is there; nobody waits for that but who speaks."""
        self._digest: str | None = None
        self._loaded: Any = None
        self._loading: ThreadPoolExecutor | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the model file that speaks."""
        if self._own is None:
            return REWRITTEN_SHA256
        with self._lock:
            if self._digest is None:
                self._digest = _digest_of(self._own)
            return self._digest

    def load_in_background(self) -> None:
        """Begins to load the model unless that was begun; a failure is met again by the first run.

        Not on a thread that an exiting program leaves behind in the middle of the runtime's code.
        """
        with self._lock:
            if self._loading or self._loaded is not None:
                return
            self._loading = ThreadPoolExecutor(1, thread_name_prefix="kokoro-loading")
        # Here, and not there: importing gives way to the other threads at each of its files.
        import onnxruntime  # noqa: F401

        self._loading.submit(self._model)
        self._loading.shutdown(wait=False)

    def run(
        self, ids: npt.NDArray[np.int64], style: Samples, speeds: npt.NDArray[np.float32]
    ) -> Samples:
        """The model's audio for `ids` at a speed each, both of shape (n,).

        A model that takes one speed for all gets the highest. Raises EngineError if there is none.
        """
        model = self._model()
        if _takes_one_speed(model) or speeds.min() == speeds.max():
            speeds = speeds.max(keepdims=True)
        inputs = {"tokens": ids.reshape(1, -1), "style": style.reshape(1, -1), "speed": speeds}
        try:
            audio = model.run(None, inputs)[0]
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise EngineError(f"Kokoro's model failed: {error}") from error
        return np.asarray(audio, np.float32).reshape(-1)

    def _model(self) -> Any:
        digest = self.digest
        with self._load_lock:
            if self._loaded is None:
                path = shipped_model() if self._own is None else self._own
                # The fingerprint that clips are kept under must be that of the file that speaks.
                if self._own is not None and _digest_of(self._own) != digest:
                    raise EngineError("the model was changed while in use", place=str(self._own))
                self._loaded = _load(path)
            return self._loaded


def _takes_one_speed(model: Any) -> bool:
    return any(each.name == "speed" and each.shape == [1] for each in model.get_inputs())


def _digest_of(path: Path) -> str:
    try:
        return note_input(path)
    except OSError as error:
        raise EngineError(
            f"the model can't be read: {error.strerror or error}",
            place=str(path),
            remedy=f"Give another path, or unset {OWN_MODEL} to use the published model.",
        ) from error


def _load(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread a run, several runs at once: on two cores 0.32 of real time, against 0.39 for one
    # run with two threads. More threads than that only wait for each other.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # A plan of memory is kept for each length of text that is ever met; without them the samples
    # and the pace are the same, and two threads need 0.7 GB instead of 0.9.
    options.enable_mem_pattern = False
    # Errors are raised as well as logged; warnings about the graph are nothing a listener can mend.
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors have no base of their own
        raise EngineError(f"not an ONNX model: {error}", place=str(path)) from error
    found = {each.name: each.type for each in session.get_inputs()}
    if found != INPUTS:
        raise EngineError(
            f"not a Kokoro v1.0 model: its inputs are {_listed(found)}, expected {_listed(INPUTS)}",
            place=str(path),
        )
    return session


def _listed(inputs: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in sorted(inputs.items()))
