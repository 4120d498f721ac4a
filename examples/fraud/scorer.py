"""Score with ONNX: what is trained, tested, served and watched goes through these few lines."""

import numpy as np
import onnxruntime


class Scorer:
    """Gives chances of fraud, from the bytes of an ONNX model."""

    def __init__(self, onnx: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a model this small is done before a second thread wakes up
        self._session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])

    def chance(self, rows: np.ndarray) -> np.ndarray:
        """Chance of fraud for each row of `features.matrix`."""
        return self._session.run(["probabilities"], {"X": rows})[0][:, 1]
